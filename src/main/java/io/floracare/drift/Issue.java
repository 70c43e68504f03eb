package io.floracare.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import io.floracare.message.Status;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something about a photo's quality that is counted; a photo may have several. */
public enum Issue {
    /** No answer, for any reason but the caller's deadline. */
    ERROR(0),
    /** Bytes that are no image, or an image that does not decode. */
    CORRUPT(1),
    /** An image that ends too early. */
    TRUNCATED(2),
    /** Too many bytes or pixels, or a side too short. */
    WRONG_SIZE(3),
    /** A format that is not read. */
    WRONG_FORMAT(4),
    /** Nearly one colour everywhere. */
    BLANK(5),
    /** One channel. */
    GREY(6),
    /** An alpha channel. */
    ALPHA(7),
    /** No EXIF metadata. */
    NO_EXIF(8),
    /** Looks like another photo of the window; known of all photos together alone. */
    DUPLICATE(9);

    private final int column;

    Issue(int column) {
        this.column = column;
    }

    /** Where it is counted; part of the stored form. */
    public int column() {
        return column;
    }

    /** The name on the wire, in lower case with hyphens. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is counted of a record. */
    public static Set<Issue> of(Features record) {
        int bits = bits(record.status(), record.error());
        ImageFeatures image = record.image();
        if (image != null) {
            bits |= bits(image.blank(), image.grey(), image.alpha(), image.exif());
        }
        Set<Issue> issues = EnumSet.noneOf(Issue.class);
        for (Issue issue : values()) {
            if ((bits & issue.bit()) != 0) {
                issues.add(issue);
            }
        }
        return issues;
    }

    /** A bit of its own. */
    private int bit() {
        return 1 << column;
    }

    /** What is counted of a photo that ended so, as a bit for each {@link #column}. */
    public static int bits(Status status, @Nullable ErrorCode error) {
        return status != Status.ERROR || error == null || error == ErrorCode.EXPIRED
                ? 0
                : ERROR.bit() | kind(error);
    }

    /** What is counted of a photo that was decoded, as a bit for each {@link #column}. */
    public static int bits(boolean blank, boolean grey, boolean alpha, boolean exif) {
        return (blank ? BLANK.bit() : 0)
                | (grey ? GREY.bit() : 0)
                | (alpha ? ALPHA.bit() : 0)
                | (exif ? 0 : NO_EXIF.bit());
    }

    private static int kind(ErrorCode error) {
        return switch (error) {
            case EMPTY, NOT_AN_IMAGE, CORRUPT -> CORRUPT.bit();
            case TRUNCATED -> TRUNCATED.bit();
            case TOO_MANY_BYTES, TOO_MANY_PIXELS, TOO_SMALL -> WRONG_SIZE.bit();
            case UNSUPPORTED_FORMAT -> WRONG_FORMAT.bit();
            case EXPIRED,
                    CLAIM_CHECK_DENIED,
                    CLAIM_CHECK_NOT_FOUND,
                    CLAIM_CHECK_UNAVAILABLE,
                    CRASHED,
                    INFERENCE_FAILED,
                    INTERNAL ->
                    0;
        };
    }
}
