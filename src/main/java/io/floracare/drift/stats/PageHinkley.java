package io.floracare.drift.stats;

/**
 * Page and Hinkley's test for a rise or a fall of a mean that is learned on the way (Hinkley 1971):
 * the sum of deviations from the running mean, less a tolerance, against its own extreme.
 * Immutable.
 *
 * @param tolerance δ, change that does not count, in the values' unit
 * @param threshold λ, in the values' unit
 * @param count values seen
 * @param mean of the values seen
 * @param up {@code Σ (x − mean − δ)}
 * @param lowest of {@code up}
 * @param down {@code Σ (x − mean + δ)}
 * @param highest of {@code down}
 */
public record PageHinkley(
        double tolerance,
        double threshold,
        long count,
        double mean,
        double up,
        double lowest,
        double down,
        double highest) {
    public PageHinkley {
        if (!(tolerance >= 0) || !(threshold > 0)) {
            throw new IllegalArgumentException("a tolerance is not negative, a threshold positive");
        }
    }

    /** A test that has seen nothing. */
    public static PageHinkley of(double tolerance, double threshold) {
        return new PageHinkley(tolerance, threshold, 0, 0, 0, 0, 0, 0);
    }

    /** The test after one more value; one that is not finite changes nothing. */
    public PageHinkley next(double value) {
        if (!Double.isFinite(value)) {
            return this;
        }
        double average = mean + (value - mean) / (count + 1);
        double rise = up + value - average - tolerance;
        double fall = down + value - average + tolerance;
        return new PageHinkley(
                tolerance,
                threshold,
                count + 1,
                average,
                rise,
                Math.min(lowest, rise),
                fall,
                Math.max(highest, fall));
    }

    /** Whether the mean has risen or fallen. */
    public boolean alarmed() {
        return up - lowest > threshold || highest - down > threshold;
    }

    /** The test started anew. */
    public PageHinkley reset() {
        return of(tolerance, threshold);
    }
}
