package io.floracare.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image has no answer. The wire form is the name in lower case with hyphens. */
public enum ErrorCode {
    /** The record has no bytes and claims none. */
    EMPTY,
    /** The bytes are no image of any format known here. */
    NOT_AN_IMAGE,
    /** An image, or a document, of a format that is not read; the sentence names it. */
    UNSUPPORTED_FORMAT,
    /** The image ends before its end marker. */
    TRUNCATED,
    /** The header is that of an image but the pixels cannot be decoded. */
    CORRUPT,
    /** More bytes than the limit. */
    TOO_MANY_BYTES,
    /** More pixels than the limit, read from the header before anything is decoded. */
    TOO_MANY_PIXELS,
    /** A side shorter than the limit. */
    TOO_SMALL,
    /** The caller's deadline had passed before the image was classified. */
    EXPIRED,
    /** The claim check names a place that is not on the allow-list, or is no s3 address. */
    CLAIM_CHECK_DENIED,
    /** The claimed object does not exist. */
    CLAIM_CHECK_NOT_FOUND,
    /** The claimed object could not be read in the time allowed. */
    CLAIM_CHECK_UNAVAILABLE,
    /** The process died twice on this record, so it is not tried again. */
    CRASHED,
    /** The model fails on this image while it works on others. */
    INFERENCE_FAILED,
    /** A defect of this software; the log has the details. */
    INTERNAL;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The code on the wire, such as {@code not-an-image}. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /**
     * The code that a wire form names.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static ErrorCode ofWire(String wire) {
        for (ErrorCode code : values()) {
            if (code.wire.equals(wire)) {
                return code;
            }
        }
        throw new IllegalArgumentException("no error code '" + wire + "'");
    }
}
