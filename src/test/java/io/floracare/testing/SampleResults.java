package io.floracare.testing;

import io.floracare.message.Candidate;
import io.floracare.message.ErrorCode;
import io.floracare.message.ErrorInfo;
import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import io.floracare.message.ImageInfo;
import io.floracare.message.ModelRef;
import io.floracare.message.Probabilities;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as the classifier writes them, one for each way an image can end. */
public final class SampleResults {
    private static final String SHA = "0f".repeat(32);
    private static final Instant TIME = Instant.parse("2026-05-04T10:20:30.123Z");
    private static final ModelRef MODEL =
            new ModelRef("leaf-disease", "0.1.0", "torchscript-int8", SHA);
    private static final Probabilities PROBABILITIES =
            Probabilities.of(new float[] {0.9f, 0.07f, 0.03f});
    private static final List<Candidate> TOP =
            List.of(
                    new Candidate(0, "Apple___Apple_scab", 0.9f),
                    new Candidate(1, "Apple___Black_rot", 0.07f),
                    new Candidate(2, "Apple___healthy", 0.03f));
    private static final ImageInfo JPEG = new ImageInfo("jpeg", 256, 256, 12_345, SHA);
    private static final Result.Source SOURCE = new Result.Source("leaf-images", 3, 42);
    private static final Result.Time TIMES = new Result.Time(TIME, TIME.plusMillis(31));
    private static final Result.Millis MILLIS = new Result.Millis(null, 1.5, 0.5, 7.25);

    private SampleResults() {}

    /** A diseased leaf. */
    public static Result ok() {
        return answered(Status.OK, "apple scab", "apple", MILLIS);
    }

    /** A healthy leaf, claimed from a bucket. */
    public static Result healthyClaimed() {
        return answered(Status.OK, null, "apple", new Result.Millis(80.0, 1.5, 0.5, 7.25));
    }

    /** The model abstains; its best guess is the background class. */
    public static Result uncertain() {
        return answered(Status.UNCERTAIN, null, null, MILLIS);
    }

    /** An image that ends before its end. */
    public static Result error() {
        return failed(
                JPEG,
                new ErrorInfo(ErrorCode.TRUNCATED, "the JPEG ends before its end marker"),
                new Result.Millis(null, 0.25, null, null));
    }

    /** A record without bytes. */
    public static Result empty() {
        return failed(
                new ImageInfo(null, null, null, 0, null),
                new ErrorInfo(ErrorCode.EMPTY, "the record has no bytes"),
                Result.Millis.NONE);
    }

    /** One of each. */
    public static List<Result> all() {
        return List.of(ok(), healthyClaimed(), uncertain(), error(), empty());
    }

    /** What drift learns of a diseased leaf. */
    public static Features features() {
        return new Features(
                "0198f1de-0000-7000-8000-000000000001",
                TIME,
                new Features.Segment("apple", "phone", "orchard-7"),
                Status.OK,
                null,
                MODEL,
                0,
                PROBABILITIES,
                0.9f,
                0.83f,
                0.386f,
                6.5f,
                new ImageFeatures(
                        120.5f,
                        40.25f,
                        0.3f,
                        0.45f,
                        0.25f,
                        1f,
                        65_536,
                        812.5f,
                        7.1f,
                        0.62f,
                        "00ff00ff00ff00ff",
                        false,
                        false,
                        false,
                        true),
                "jpeg",
                12_345);
    }

    /** What drift learns of a failed image without any header. */
    public static Features failedFeatures() {
        return new Features(
                "leaf-images-3-42",
                TIME,
                new Features.Segment(null, null, null),
                Status.ERROR,
                ErrorCode.NOT_AN_IMAGE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                5);
    }

    private static Result answered(
            Status status, @Nullable String disease, @Nullable String crop, Result.Millis millis) {
        return new Result(
                "0198f1de-0000-7000-8000-000000000001",
                "apple/scab 1.jpg",
                status,
                0,
                "Apple___Apple_scab",
                crop,
                disease,
                0.9f,
                PROBABILITIES,
                TOP,
                MODEL,
                JPEG,
                SOURCE,
                TIMES,
                millis,
                null);
    }

    private static Result failed(ImageInfo image, ErrorInfo error, Result.Millis millis) {
        return new Result(
                "leaf-images-3-42",
                null,
                Status.ERROR,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                image,
                SOURCE,
                TIMES,
                millis,
                error);
    }
}
