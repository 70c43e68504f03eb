package io.floracare.gateway.lane;

/** Kafka has not confirmed an image's record. The message is a sentence for the caller. */
public final class NotSentException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
