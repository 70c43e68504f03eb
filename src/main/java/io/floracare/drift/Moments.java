package io.floracare.drift;

import java.util.Arrays;

/** Mean and deviation of a sample. */
final class Moments {
    private Moments() {}

    /** The mean, 0 of nothing. */
    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** The population standard deviation, 0 of nothing. */
    static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0));
    }
}
