package io.floracare.health;

/**
 * What a check found.
 *
 * @param ok whether all is well
 * @param message a sentence for people: what is wrong and what to do, or what is well; may be empty
 *     when {@code ok}
 */
public record CheckResult(boolean ok, String message) {
    private static final CheckResult OK = new CheckResult(true, "");

    public CheckResult {
        if (!ok && message.isBlank()) {
            throw new IllegalArgumentException("a failed check says why");
        }
    }

    /** All is well. */
    public static CheckResult healthy() {
        return OK;
    }

    /** All is well, with a remark. */
    public static CheckResult healthy(String message) {
        return new CheckResult(true, message);
    }

    /** Something is wrong. */
    public static CheckResult failed(String message) {
        return new CheckResult(false, message);
    }
}
