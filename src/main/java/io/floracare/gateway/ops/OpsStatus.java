package io.floracare.gateway.ops;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engineers' page shows, as it is answered at {@code /ops/status}.
 *
 * @param time when it was looked
 * @param seconds length of the window of results
 * @param throughput results a second in the last ten seconds
 * @param outcomes results of the window
 * @param lanes what waits and how long it takes
 * @param models that answered in the window, most results first
 */
public record OpsStatus(
        Instant time,
        int seconds,
        double throughput,
        Outcomes outcomes,
        Lanes lanes,
        List<ModelShare> models) {

    public OpsStatus {
        models = List.copyOf(models);
    }

    /** How images ended. */
    public record Outcomes(long ok, long uncertain, long error) {}

    /** The two ways through the pipeline. */
    public record Lanes(LaneStatus express, LaneStatus bulk) {}

    /**
     * One lane.
     *
     * @param lag images that wait
     * @param p50 median time from an image's append to its result, in milliseconds, to a twentieth;
     *     null without results
     * @param p99 as {@code p50}
     */
    public record LaneStatus(long lag, @Nullable Double p50, @Nullable Double p99) {}

    /**
     * A model in service.
     *
     * @param sha256 digest of its package's manifest
     * @param results that it gave in the window
     */
    public record ModelShare(
            String name, String version, String variant, String sha256, long results) {}
}
