package io.floracare.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import io.floracare.message.Status;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

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
    NO_EXIF(8);

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
        Set<Issue> issues = EnumSet.noneOf(Issue.class);
        ErrorCode error = record.error();
        if (record.status() == Status.ERROR && error != null && error != ErrorCode.EXPIRED) {
            issues.add(ERROR);
            addError(error, issues);
        }
        ImageFeatures image = record.image();
        if (image != null) {
            addIf(image.blank(), BLANK, issues);
            addIf(image.grey(), GREY, issues);
            addIf(image.alpha(), ALPHA, issues);
            addIf(!image.exif(), NO_EXIF, issues);
        }
        return issues;
    }

    private static void addError(ErrorCode error, Set<Issue> issues) {
        switch (error) {
            case EMPTY, NOT_AN_IMAGE, CORRUPT -> issues.add(CORRUPT);
            case TRUNCATED -> issues.add(TRUNCATED);
            case TOO_MANY_BYTES, TOO_MANY_PIXELS, TOO_SMALL -> issues.add(WRONG_SIZE);
            case UNSUPPORTED_FORMAT -> issues.add(WRONG_FORMAT);
            case EXPIRED,
                    CLAIM_CHECK_DENIED,
                    CLAIM_CHECK_NOT_FOUND,
                    CLAIM_CHECK_UNAVAILABLE,
                    CRASHED,
                    INFERENCE_FAILED,
                    INTERNAL -> {}
        }
    }

    private static void addIf(boolean present, Issue issue, Set<Issue> issues) {
        if (present) {
            issues.add(issue);
        }
    }
}
