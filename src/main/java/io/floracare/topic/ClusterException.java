package io.floracare.topic;

/** The cluster as a whole cannot be asked. */
final class ClusterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    ClusterException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What is wrong, for people. */
    String sentence() {
        return sentence;
    }
}
