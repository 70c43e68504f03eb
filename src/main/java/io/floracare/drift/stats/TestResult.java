package io.floracare.drift.stats;

/**
 * What a test says.
 *
 * @param statistic of the test, in its own unit
 * @param p probability of a statistic at least as extreme when nothing changed, in [0, 1]
 * @param effective effective sample size that the tail was computed for
 * @param freedom degrees of freedom of the variance behind it
 */
public record TestResult(double statistic, double p, double effective, double freedom) {
    /** Nothing to test. */
    public static final TestResult NONE = new TestResult(0, 1, 0, Double.POSITIVE_INFINITY);
}
