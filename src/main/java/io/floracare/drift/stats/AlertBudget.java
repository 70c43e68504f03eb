package io.floracare.drift.stats;

import java.time.Duration;

/**
 * How many false alert openings a user accepts: "one a month" over everything that is watched. The
 * level of one test follows by Bonferroni over windows, segments, detectors and features. Asking
 * for several breaching windows only lowers the rate further, and how much is not counted on: null
 * windows of one baseline are not independent.
 *
 * @param openings expected false openings, above 0
 * @param period in which
 */
public record AlertBudget(double openings, Duration period) {
    public AlertBudget {
        if (!(openings > 0) || period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException(
                    "an alert budget is a positive number of openings in a positive time");
        }
    }

    /**
     * The level of one test.
     *
     * @param window length of a tested window
     * @param segments number of segments with an own verdict
     * @param detectors number of detectors, each with the same part of the budget
     * @param tests tests of one detector in one segment and window
     * @return α in (0, 0.05]
     */
    public double alpha(Duration window, int segments, int detectors, int tests) {
        if (window.isZero() || window.isNegative() || segments < 1 || detectors < 1 || tests < 1) {
            throw new IllegalArgumentException("windows, segments, detectors, tests are positive");
        }
        double windows = Math.max(1, (double) period.toNanos() / window.toNanos());
        return Math.min(0.05, openings / (windows * segments * detectors * tests));
    }
}
