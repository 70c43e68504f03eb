package io.floracare.model;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A store did not answer, or said that it cannot right now; asking again later may help. The
 * message is a sentence for a person.
 */
public final class UnavailableException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The sentence; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
