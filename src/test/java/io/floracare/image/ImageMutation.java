package io.floracare.image;

import static io.floracare.message.ErrorCode.CORRUPT;
import static io.floracare.message.ErrorCode.EMPTY;
import static io.floracare.message.ErrorCode.NOT_AN_IMAGE;
import static io.floracare.message.ErrorCode.TOO_MANY_PIXELS;
import static io.floracare.message.ErrorCode.TOO_SMALL;
import static io.floracare.message.ErrorCode.TRUNCATED;
import static io.floracare.message.ErrorCode.UNSUPPORTED_FORMAT;

import io.floracare.message.ErrorCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ways to damage an image, each with the outcomes that an {@link ImageReader} may have. */
public enum ImageMutation {
    /** No bytes. */
    NOTHING(false, EMPTY),
    /** One to eight bits among the first 64 bytes are flipped. */
    BITS_OF_HEADER(
            true, NOT_AN_IMAGE, UNSUPPORTED_FORMAT, TRUNCATED, CORRUPT, TOO_MANY_PIXELS, TOO_SMALL),
    /** One to forty bits behind that are flipped; a JPEG's size may lie there. */
    BITS_OF_BODY(true, UNSUPPORTED_FORMAT, TRUNCATED, CORRUPT, TOO_MANY_PIXELS, TOO_SMALL),
    /** The end is missing. */
    CUT(false, TRUNCATED, NOT_AN_IMAGE),
    /** A stretch of zero bytes. */
    ZEROS(true, NOT_AN_IMAGE, UNSUPPORTED_FORMAT, TRUNCATED, CORRUPT, TOO_MANY_PIXELS, TOO_SMALL),
    /** A document, an archive, a video or text that somebody called a picture. */
    OTHER_FILE(false, NOT_AN_IMAGE, UNSUPPORTED_FORMAT),
    /** A header that states gigapixels. */
    BOMB_OF_SIZE(false, TOO_MANY_PIXELS),
    /** A few kilobytes that inflate to megabytes, within the limits. */
    BOMB_OF_RATIO(true),
    /** An image of fewer pixels than the limit. */
    TINY(false, TOO_SMALL),
    /** EXIF metadata with loops, absurd counts and offsets outside the file. */
    HOSTILE_EXIF(true),
    /** Random bytes. */
    RANDOM(false, NOT_AN_IMAGE, UNSUPPORTED_FORMAT, TRUNCATED, CORRUPT),
    /** Random bytes behind the first bytes of a format. */
    RANDOM_BODY(false, UNSUPPORTED_FORMAT, TRUNCATED, CORRUPT, TOO_MANY_PIXELS, TOO_SMALL),
    /** Random bytes behind a whole image. */
    APPENDED(true),
    /** An image that is also a document or an archive. */
    POLYGLOT(true, UNSUPPORTED_FORMAT, NOT_AN_IMAGE);

    private final boolean readable;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes it immutable.
    private final Set<ErrorCode> errors;

    ImageMutation(boolean readable, ErrorCode... errors) {
        this.readable = readable;
        this.errors = Set.of(errors);
    }

    /**
     * Whether an outcome is as it should be.
     *
     * @param error the refusal's code; null when the image was read
     */
    public boolean permits(@Nullable ErrorCode error) {
        return error == null ? readable : errors.contains(error);
    }
}
