package io.floracare.gateway.ops;

import java.util.OptionalDouble;

/**
 * Latencies counted in bins whose edges grow by a tenth from 1 ms to 100 s, so that a quantile is
 * off by a twentieth at most. Not safe for use by several threads.
 */
final class LatencyBins {
    private static final double GROWTH = 1.1;
    private static final int BINS = (int) Math.ceil(Math.log(100_000) / Math.log(GROWTH)) + 1;

    private final long[] counts = new long[BINS];
    private long total;

    /**
     * Counts one.
     *
     * @param millis of two clocks; below zero, which they can make it, counts as zero
     */
    void add(double millis) {
        double bin = millis <= 1 ? 0 : Math.ceil(Math.log(millis) / Math.log(GROWTH));
        counts[(int) Math.min(bin, BINS - 1)]++;
        total++;
    }

    void addAll(LatencyBins others) {
        for (int i = 0; i < BINS; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
    }

    /**
     * The smallest latency that a share of all do not exceed, in milliseconds.
     *
     * @param share above 0, at most 1
     * @return empty if there are none
     */
    OptionalDouble quantile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < BINS && total > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return OptionalDouble.of(Math.pow(GROWTH, i - 0.5));
            }
        }
        return OptionalDouble.empty();
    }
}
