package io.floracare.model;

import java.io.Serial;

/**
 * What was asked for cannot be had, and asking again does not help: a package is not what it says,
 * a key is wrong, access is denied. The message is one or two sentences for a person: what is
 * wrong, where, what to do.
 */
public final class RefusedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        // Flow of control between parsers and their caller: a stack trace would never be shown.
        super(message, null, false, false);
    }

    /** The sentence; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
