package io.floracare.gateway.http;

import io.floracare.gateway.problem.Problem;
import io.floracare.gateway.problem.ProblemException;
import java.time.Duration;
import java.util.Map;

/** The problems that requests meet, each with its code and title in one place. */
public final class Problems {
    private static final String RETRY_AFTER = "Retry-After";

    private Problems() {}

    /** 400: the request is not what the route takes. */
    public static ProblemException badRequest(String detail) {
        return of(400, "bad-request", "The request cannot be understood.", detail);
    }

    /** 400: there is no image in the request. */
    public static ProblemException noFile(String detail) {
        return of(400, "no-file", "The request holds no image.", detail);
    }

    /** 404: nothing is served there. */
    public static ProblemException notFound(String detail) {
        return of(404, "not-found", "There is no such thing.", detail);
    }

    /**
     * 408: the body comes too slowly. The connection is closed, since the rest is still to come.
     */
    public static ProblemException tooSlow(String detail) {
        return new ProblemException(
                new Problem(
                        408,
                        "too-slow",
                        "The request took too long to arrive.",
                        detail,
                        Map.of("Connection", "close")));
    }

    /** 413: too many bytes. */
    public static ProblemException tooLarge(String detail) {
        return new ProblemException(
                new Problem(
                        413,
                        "too-large",
                        "The image is too large.",
                        detail,
                        Map.of("Connection", "close")));
    }

    /** 415: neither a form nor an image. */
    public static ProblemException unsupportedMediaType(String detail) {
        return of(415, "unsupported-media-type", "The body has another type.", detail);
    }

    /** 422: an Idempotency-Key came again with other bytes. */
    public static ProblemException keyReused() {
        return of(
                422,
                "idempotency-key-reused",
                "The Idempotency-Key was used for another image.",
                "an Idempotency-Key names one image; use a new one for each upload");
    }

    /** 429: this caller has too much on its way. */
    public static ProblemException callerBusy(int limit) {
        return later(
                429,
                "too-many-in-flight",
                "Too many requests of this caller are on their way.",
                "at most "
                        + limit
                        + " at once are served for one caller; send the next when one is answered",
                Duration.ofSeconds(1));
    }

    /** 503: this instance or the pipeline has too much on its way. */
    public static ProblemException saturated(String detail, Duration retryAfter) {
        return later(503, "saturated", "The service is saturated.", detail, retryAfter);
    }

    /** 503: not ready yet, or not any more. */
    public static ProblemException unavailable(String detail) {
        return later(
                503, "unavailable", "The service is not ready.", detail, Duration.ofSeconds(2));
    }

    private static ProblemException later(
            int status, String code, String title, String detail, Duration retryAfter) {
        long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
        return new ProblemException(
                new Problem(
                        status, code, title, detail, Map.of(RETRY_AFTER, Long.toString(seconds))));
    }

    private static ProblemException of(int status, String code, String title, String detail) {
        return new ProblemException(new Problem(status, code, title, detail));
    }
}
