package io.floracare.bench;

import java.time.Duration;

/**
 * How long a benchmark runs.
 *
 * @param warmUp time on each thread that is not measured
 * @param measured length of one repetition
 * @param repetitions how many are measured, at least 1
 */
public record BenchPlan(Duration warmUp, Duration measured, int repetitions) {
    /** Three seconds of warm-up, five repetitions of three seconds. */
    public static final BenchPlan DEFAULT =
            new BenchPlan(Duration.ofSeconds(3), Duration.ofSeconds(3), 5);

    public BenchPlan {
        if (warmUp.isNegative() || !measured.isPositive() || repetitions < 1) {
            throw new IllegalArgumentException(
                    "a benchmark must measure at least once for longer than nothing");
        }
    }
}
