package io.floracare.drift.stats;

/**
 * Two-sided cumulative sum of standardised values (Page 1954): {@code high = max(0, high + z − k)},
 * {@code low = max(0, low − z − k)}; an alarm when one exceeds h. Immutable.
 *
 * @param slack k, half the shift to be found fastest, in standard deviations
 * @param threshold h, in standard deviations
 * @param high sum of what lies above
 * @param low sum of what lies below
 * @param sinceHigh values since {@code high} was last 0: when the change began, at the latest
 * @param sinceLow as {@code sinceHigh}
 */
public record Cusum(
        double slack, double threshold, double high, double low, long sinceHigh, long sinceLow) {
    public Cusum {
        if (!(slack > 0) || !(threshold > 0)) {
            throw new IllegalArgumentException("slack and threshold of a CUSUM are positive");
        }
    }

    /** A chart with nothing on it. */
    public static Cusum of(double slack, double threshold) {
        return new Cusum(slack, threshold, 0, 0, 0, 0);
    }

    /**
     * A chart whose mean time to a false alarm is at least this many values.
     *
     * @param values expected values to a false alarm when nothing changed, at least 2
     */
    public static Cusum ofRunLength(double slack, double values) {
        double low = 0.01;
        double high = 1;
        while (runLength(slack, high) < values) {
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (runLength(slack, middle) < values) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return of(slack, high);
    }

    /**
     * Mean run length of the two-sided chart when nothing changed, by Siegmund's approximation
     * (1985): one side {@code (exp(2kb) − 2kb − 1) / 2k²} with {@code b = h + 1.166}.
     */
    public static double runLength(double slack, double threshold) {
        double x = 2 * slack * (threshold + 1.166);
        return (Math.exp(x) - x - 1) / (2 * slack * slack) / 2;
    }

    /** The chart after one more standardised value; one that is not finite changes nothing. */
    public Cusum next(double z) {
        if (!Double.isFinite(z)) {
            return this;
        }
        double up = Math.max(0, high + z - slack);
        double down = Math.max(0, low - z - slack);
        return new Cusum(
                slack,
                threshold,
                up,
                down,
                up > 0 ? sinceHigh + 1 : 0,
                down > 0 ? sinceLow + 1 : 0);
    }

    /** Whether either sum exceeds the threshold. */
    public boolean alarmed() {
        return high > threshold || low > threshold;
    }

    /** The chart started anew. */
    public Cusum reset() {
        return of(slack, threshold);
    }
}
