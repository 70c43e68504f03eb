package io.floracare.gateway.predict;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.floracare.config.GatewaySettings;
import io.floracare.gateway.http.Problems;
import io.floracare.message.Result;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uploads that a caller names by an Idempotency-Key: a retry gets the first one's image id and
 * result, not a second record. Known to this instance alone.
 */
final class Idempotency {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Cache<Name, Attempt> attempts;

    /**
     * An upload.
     *
     * @param owner tag of the caller
     * @param route the same key on another route is another upload
     * @param key the header's value
     * @param index of the image in the upload, from 0
     */
    record Name(String owner, String route, String key, int index) {}

    /**
     * The first attempt at an upload.
     *
     * @param id of the image
     * @param image SHA-256 of the encoded image
     * @param reply the answer, for a route that waits
     */
    record Attempt(String id, String image, CompletableFuture<Result> reply) {}

    Idempotency(GatewaySettings.Cache settings, Ticker ticker) {
        this.attempts =
                Caffeine.newBuilder()
                        .maximumSize(settings.idempotencyKeys())
                        .expireAfterWrite(settings.idempotencyTtl())
                        .ticker(ticker)
                        .build();
    }

    /** The key of a request; null for none. */
    static @Nullable String key(Context request) {
        String key = request.header(HEADER);
        if (key != null && !KEY.matcher(key).matches()) {
            throw Problems.badRequest(HEADER + " must be 1 to 255 printable ASCII characters");
        }
        return key;
    }

    /**
     * Enters an attempt.
     *
     * @return the first attempt; empty if it is this one
     * @throws io.floracare.gateway.problem.ProblemException 422 if the first was of other bytes
     */
    Optional<Attempt> enter(Name name, Attempt attempt) {
        Attempt first = attempts.asMap().putIfAbsent(name, attempt);
        if (first != null && !first.image().equals(attempt.image())) {
            throw Problems.keyReused();
        }
        return Optional.ofNullable(first);
    }

    /** The first attempt came to nothing: the next one is the first. */
    void forget(Name name, Attempt attempt) {
        attempts.asMap().remove(name, attempt);
    }
}
