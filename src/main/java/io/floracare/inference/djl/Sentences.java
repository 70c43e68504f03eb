package io.floracare.inference.djl;

/** Makes what engines throw fit into a sentence. */
final class Sentences {
    private static final int LONGEST = 200;

    private Sentences() {}

    /** The innermost cause's first line: native engines append their own stack to messages. */
    static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElseThrow();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
