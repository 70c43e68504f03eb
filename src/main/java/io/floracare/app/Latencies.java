package io.floracare.app;

import java.util.Arrays;

/**
 * Times in milliseconds, all kept, so that percentiles are exact. Not safe for use by two threads.
 */
public final class Latencies {
    private double[] values = new double[1024];
    private int size;

    public void add(double millis) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = millis;
    }

    public int size() {
        return size;
    }

    /**
     * The nearest-rank percentile.
     *
     * @param percent in (0, 100]
     * @return NaN when there are no values
     */
    public double percentile(double percent) {
        if (size == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * size) - 1)];
    }
}
