package io.floracare.topic;

/** The cluster as a whole cannot be asked; the message is a sentence for people. */
final class ClusterException extends Exception {
    private static final long serialVersionUID = 1L;

    ClusterException(String message) {
        super(message);
    }
}
