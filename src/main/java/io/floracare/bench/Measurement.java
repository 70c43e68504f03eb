package io.floracare.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param name what was run
 * @param threads how many threads ran it
 * @param images how many images were measured, over all repetitions
 * @param imagesPerSecond of wall time, all threads together: the median repetition
 * @param slowest the slowest repetition's
 * @param fastest the fastest repetition's
 * @param cpuMillis CPU time an image, of the threads that ran it
 * @param stageCpuMillis the same by stage, in the order in which they run; empty for a single one
 * @param p50Millis median wall time of an image
 * @param p95Millis 95th percentile
 * @param p99Millis 99th percentile
 */
public record Measurement(
        String name,
        int threads,
        long images,
        double imagesPerSecond,
        double slowest,
        double fastest,
        double cpuMillis,
        Map<String, Double> stageCpuMillis,
        double p50Millis,
        double p95Millis,
        double p99Millis) {
    public Measurement {
        stageCpuMillis = new LinkedHashMap<>(stageCpuMillis);
    }
}
