package io.floracare.drift.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * An estimate and the interval that holds the truth with some confidence.
 *
 * @param estimate the estimate; NaN when there is no data
 * @param low lower end
 * @param high upper end
 */
public record Interval(double estimate, double low, double high) {
    /** No data: anything from 0 to 1. */
    public static final Interval UNKNOWN_SHARE = new Interval(Double.NaN, 0, 1);

    /** As {@link #wilson(double, double, double)}, of whole counts. */
    public static Interval wilson(long hits, long size, double confidence) {
        return wilson((double) hits, (double) size, confidence);
    }

    /**
     * Wilson's score interval (1927) of a share, which is never empty nor beyond 0 and 1.
     *
     * @param hits 0 to {@code size}; effective counts need not be whole
     * @param size 0 or more
     * @param confidence in (0, 1), such as 0.95
     */
    public static Interval wilson(double hits, double size, double confidence) {
        if (!(size > 0)) {
            return UNKNOWN_SHARE;
        }
        if (hits < 0 || hits > size) {
            throw new IllegalArgumentException(hits + " of " + size + " is no share");
        }
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double share = hits / size;
        double weight = z * z / size;
        double centre = (share + weight / 2) / (1 + weight);
        double reach =
                z / (1 + weight) * Math.sqrt(share * (1 - share) / size + weight / (4 * size));
        // At 0 and 1 rounding would leave the estimate outside.
        return new Interval(
                share,
                Math.clamp(centre - reach, 0.0, share),
                Math.clamp(centre + reach, share, 1.0));
    }

    /** Whether a value lies in it. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
