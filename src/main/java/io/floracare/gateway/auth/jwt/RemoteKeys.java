package io.floracare.gateway.auth.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys, fetched when they are first needed, when they are old, and when a token names
 * a key that is not among them: at most once in {@link #PAUSE}, whatever tokens come. While they
 * cannot be fetched the old ones count, for a day at most. Safe for any thread.
 */
final class RemoteKeys implements JWKSource<SecurityContext> {
    static final Duration PAUSE = Duration.ofSeconds(30);
    static final Duration FRESH = Duration.ofMinutes(15);
    static final Duration USABLE = Duration.ofHours(24);
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

    private final KeyFetch fetch;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched known;
    private volatile Instant lastAttempt = Instant.MIN;

    private record Fetched(JWKSet keys, Instant time) {}

    RemoteKeys(KeyFetch fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        @Nullable Fetched now = known;
        if (now == null || isOlder(now.time, FRESH)) {
            now = refresh(now, now == null);
        }
        if (now == null || isOlder(now.time, USABLE)) {
            throw new KeySourceException("the issuer's keys cannot be had");
        }
        List<JWK> matching = selector.select(now.keys);
        if (matching.isEmpty()) {
            @Nullable Fetched newer = refresh(now, true);
            return newer == null ? matching : selector.select(newer.keys);
        }
        return matching;
    }

    /**
     * Fetches, unless that was tried a moment ago.
     *
     * @param seen what the caller found wanting
     * @param patient whether to wait for another thread that fetches, rather than go on without
     */
    private @Nullable Fetched refresh(@Nullable Fetched seen, boolean patient) {
        if (patient) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return seen;
        }
        try {
            if (Objects.equals(known, seen) && isOlder(lastAttempt, PAUSE)) {
                lastAttempt = clock.instant();
                known = new Fetched(KeySets.read(fetch.get()), clock.instant());
                LOG.atInfo().log("Fetched the issuer's keys");
            }
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("problem", e.getMessage())
                    .log("The issuer's keys cannot be fetched");
        } finally {
            fetching.unlock();
        }
        return known;
    }

    private boolean isOlder(Instant time, Duration age) {
        return time.equals(Instant.MIN)
                || Duration.between(time, clock.instant()).compareTo(age) >= 0;
    }
}
