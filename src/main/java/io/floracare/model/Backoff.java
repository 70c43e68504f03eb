package io.floracare.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with equal jitter (M. Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015): the n-th wait is drawn evenly from the upper half of {@code min(max,
 * first · 2ⁿ)}, so that many processes that lost a store at once do not return at once.
 *
 * @param first upper end of the first wait, above 0
 * @param max upper end of any wait, at least {@code first}
 */
public record Backoff(Duration first, Duration max) {
    /** Half a second to a second at first, half a minute to a minute later. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    public Backoff {
        if (first.toMillis() < 1 || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("first wait " + first + ", longest " + max);
        }
    }

    /**
     * How long to wait after a failure.
     *
     * @param failures how many there were in a row, from 1
     */
    public Duration delay(int failures, RandomGenerator random) {
        // 2^30 times any first wait is above any sensible longest one.
        int doublings = Math.min(30, Math.max(0, failures - 1));
        double cap = Math.min(max.toMillis(), first.toMillis() * Math.scalb(1.0, doublings));
        return Duration.ofMillis(Math.round(cap * (0.5 + 0.5 * random.nextDouble())));
    }
}
