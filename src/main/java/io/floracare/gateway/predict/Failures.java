package io.floracare.gateway.predict;

import io.floracare.gateway.problem.Problem;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.message.ErrorInfo;
import java.util.Map;

/** What callers are told when an image has no answer. */
final class Failures {
    private Failures() {}

    /** The pipeline answered with an error: its code and its sentence. */
    static ProblemException of(ErrorInfo error, String id) {
        return switch (error.code()) {
            case EMPTY,
                    NOT_AN_IMAGE,
                    UNSUPPORTED_FORMAT,
                    TRUNCATED,
                    CORRUPT,
                    TOO_MANY_PIXELS,
                    TOO_SMALL,
                    CRASHED,
                    INFERENCE_FAILED ->
                    problem(422, error, "The image cannot be classified.", id);
            case TOO_MANY_BYTES -> problem(413, error, "The image is too large.", id);
            case EXPIRED -> late(id);
            case CLAIM_CHECK_DENIED, CLAIM_CHECK_NOT_FOUND, CLAIM_CHECK_UNAVAILABLE ->
                    problem(503, error, "The image's store is out of reach.", id);
            case INTERNAL -> problem(500, error, "The classifier has a defect.", id);
        };
    }

    private static ProblemException problem(int status, ErrorInfo error, String title, String id) {
        return new ProblemException(
                new Problem(
                        status,
                        error.code().wire(),
                        title,
                        error.message(),
                        status == 503 ? Map.of("Retry-After", "5") : Map.of(),
                        id));
    }

    /** The answer did not come in time; the image is on its way all the same. */
    static ProblemException late(String id) {
        return new ProblemException(
                new Problem(
                        504,
                        "deadline-passed",
                        "The answer did not come in time.",
                        "the image was accepted and gets a result under its id, perhaps"
                                + " error/expired; a header Request-Timeout with more seconds waits"
                                + " longer",
                        Map.of("Location", "/results/" + id),
                        id));
    }

    /** Kafka has not confirmed the image. */
    static ProblemException notSent(String sentence, String id) {
        return new ProblemException(
                new Problem(
                        503,
                        "not-confirmed",
                        "The image was not taken for certain.",
                        sentence + "; send it again",
                        Map.of("Retry-After", "2"),
                        id));
    }
}
