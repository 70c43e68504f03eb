package io.floracare.inference;

import java.util.Objects;

/** The engine failed. It is the system's fault until the self-test passes right afterwards. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What failed, in a clause. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
