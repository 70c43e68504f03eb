package io.floracare.drift;

/** A baseline that cannot be used; the message is a sentence for people. */
public final class BaselineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A sentence that says what is wrong. */
    public BaselineException(String message) {
        super(message);
    }

    /** As the other, with what caused it. */
    public BaselineException(String message, Throwable cause) {
        super(message, cause);
    }
}
