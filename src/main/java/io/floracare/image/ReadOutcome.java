package io.floracare.image;

import io.floracare.message.ErrorCode;
import io.floracare.message.ImageInfo;

/** What became of encoded bytes. */
public sealed interface ReadOutcome {
    /** What is known of the image without its pixels. */
    ImageInfo info();

    /**
     * The bytes are an acceptable image.
     *
     * @param picture the oriented pixels; valid until the reader's next {@code read}
     * @param decodeNanos wall time of probing, decoding and orienting
     */
    record Read(ImageInfo info, Picture picture, long decodeNanos) implements ReadOutcome {}

    /**
     * The bytes are not, which is their own fault.
     *
     * @param code why
     * @param message a sentence that says what was seen and what is accepted
     */
    record Refused(ImageInfo info, ErrorCode code, String message) implements ReadOutcome {}
}
