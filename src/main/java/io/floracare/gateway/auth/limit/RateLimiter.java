package io.floracare.gateway.auth.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.floracare.config.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One token bucket for each party: the whole rate may be used at once, and comes back evenly. A
 * bucket that nobody used for the rate's window is full again and need not be kept; beyond {@link
 * #MOST_BUCKETS} the least useful is forgotten, so that addresses made up by the million cost a
 * bounded amount of memory. Safe for any thread.
 */
public final class RateLimiter {
    /** Some 30 MB at most. */
    static final int MOST_BUCKETS = 100_000;

    private final String policy;
    private final Rate rate;
    private final Meter meter;
    private final Cache<String, Bucket> buckets;

    /**
     * @param policy the limit's name, in the response's headers
     * @param rate what one party is allowed
     * @param nanoTime as {@link System#nanoTime}
     */
    public RateLimiter(String policy, Rate rate, LongSupplier nanoTime) {
        this(policy, rate, nanoTime, MOST_BUCKETS);
    }

    RateLimiter(String policy, Rate rate, LongSupplier nanoTime, int most) {
        this.policy = policy;
        this.rate = rate;
        this.meter = new Meter(nanoTime);
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfterAccess(rate.window())
                        .ticker(nanoTime::getAsLong)
                        .executor(Runnable::run)
                        .build();
    }

    /** Takes one from a party's bucket, if there is one. */
    public Verdict take(String party) {
        ConsumptionProbe probe = buckets.get(party, key -> fresh()).tryConsumeAndReturnRemaining(1);
        return new Verdict(
                policy,
                rate,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(rate.amount()).refillGreedy(rate.amount(), rate.window()))
                .withCustomTimePrecision(meter)
                .build();
    }

    private static long seconds(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return (nanos + second - 1) / second;
    }

    private record Meter(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
