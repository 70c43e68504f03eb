package io.floracare.image;

import io.floracare.message.ErrorCode;

/**
 * Ends the parsing of untrusted bytes. It never leaves the package: {@link HeaderProbe} turns it
 * into an outcome. It has no stack trace, because hostile input must not be dear.
 */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    private Unreadable(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static Unreadable truncated(ImageFormat format, String what) {
        return new Unreadable(
                ErrorCode.TRUNCATED,
                "the " + format.title() + " image is cut off: " + what + "; send it again");
    }

    static Unreadable corrupt(ImageFormat format, String what) {
        return new Unreadable(
                ErrorCode.CORRUPT, "the " + format.title() + " image is damaged: " + what);
    }

    static Unreadable unsupported(String what) {
        return new Unreadable(
                ErrorCode.UNSUPPORTED_FORMAT, what + " not read; " + ImageFormat.ACCEPTED);
    }

    Refusal refusal() {
        return new Refusal(code, String.valueOf(getMessage()));
    }
}
