package io.floracare.gateway.ops;

import io.floracare.gateway.api.Doc;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engineers' page shows, as it is answered at {@code /ops/status}. */
public record OpsStatus(
        @Doc("when it was looked") Instant time,
        @Doc("length of the window of results") int seconds,
        @Doc("results a second in the last ten seconds") double throughput,
        @Doc("results of the window") Outcomes outcomes,
        @Doc("what waits and how long it takes") Lanes lanes,
        @Doc("that answered in the window, most results first") List<ModelShare> models) {

    public OpsStatus {
        models = List.copyOf(models);
    }

    /** How images ended. */
    public record Outcomes(long ok, long uncertain, long error) {}

    /** The two ways through the pipeline. */
    public record Lanes(LaneStatus express, LaneStatus bulk) {}

    /** One lane. */
    public record LaneStatus(
            @Doc("images that wait") long lag,
            @Doc(
                            "median time from an image's append to its result in milliseconds,"
                                    + " right to a twentieth; null without results")
                    @Nullable Double p50,
            @Doc("as p50, of 99 in 100") @Nullable Double p99) {}

    /** A model in service. */
    public record ModelShare(
            String name,
            String version,
            String variant,
            @Doc("digest of its package's manifest") String sha256,
            @Doc("that it gave in the window") long results) {}
}
