package io.floracare.drift;

/** A baseline that cannot be used; the message is a sentence for people. */
public final class BaselineException extends Exception {
    private static final long serialVersionUID = 1L;

    BaselineException(String message) {
        super(message);
    }

    BaselineException(String message, Throwable cause) {
        super(message, cause);
    }
}
