package io.floracare.app;

import io.floracare.message.Result;

/** Counts results. Not safe for use by two threads. */
public final class Tally {
    private final Latencies latencies = new Latencies();
    private long sent;
    private long ok;
    private long uncertain;
    private long error;
    private long firstNanos;
    private long lastNanos;

    /**
     * What came of a run.
     *
     * @param sent images sent
     * @param ok answered
     * @param uncertain answered with candidates only
     * @param error without an answer
     * @param perSecond results a second, from the first image sent to the last result
     * @param p50 median time from append to result, in milliseconds; NaN without results
     * @param p99 as {@code p50}, of 99 in 100
     */
    public record Summary(
            long sent,
            long ok,
            long uncertain,
            long error,
            double perSecond,
            double p50,
            double p99) {
        /** Results in all. */
        public long results() {
            return ok + uncertain + error;
        }
    }

    void sent() {
        if (sent++ == 0) {
            firstNanos = System.nanoTime();
        }
    }

    void count(Result result, double latencyMillis) {
        switch (result.status()) {
            case OK -> ok++;
            case UNCERTAIN -> uncertain++;
            case ERROR -> error++;
        }
        latencies.add(latencyMillis);
        lastNanos = System.nanoTime();
    }

    Summary summary() {
        double seconds = (lastNanos - firstNanos) / 1e9;
        long results = ok + uncertain + error;
        return new Summary(
                sent,
                ok,
                uncertain,
                error,
                results == 0 || seconds <= 0 ? 0 : results / seconds,
                latencies.percentile(50),
                latencies.percentile(99));
    }
}
