package io.floracare.telemetry;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;

/** The instruments that have a lane label. */
final class LaneInstruments {
    private static final double[] STAGE_SECONDS = {
        .00025, .0005, .001, .002, .004, .008, .012, .016, .024, .032, .048, .064, .1, .2, .5, 1, 5
    };
    private static final double[] LATENCY_SECONDS = {
        .01, .02, .03, .04, .06, .08, .1, .15, .2, .3, .5, 1, 2, 5, 15, 60, 300, 3600
    };

    final Counter images;
    final Histogram stages;
    final Histogram latency;
    final Counter compute;
    final Counter replies;
    final Counter deadLetters;
    final Counter crashMarks;
    final Counter threadsReplaced;
    final Gauge lag;
    final Gauge inFlight;

    LaneInstruments(CollectorRegistry registry) {
        images = counter("images", "Images done, by status and error code.", "status", "code");
        compute = counter("compute_cpu_seconds", "CPU time of decode, preprocess and inference.");
        replies = counter("replies", "Replies that were asked for, by outcome.", "outcome");
        deadLetters = counter("dead_letters", "Images sent to the dead letters.");
        crashMarks = counter("crash_marks", "Records on which a process died before.");
        threadsReplaced = counter("threads_replaced", "Stream threads that died.");
        stages =
                Histogram.build("floracare_stage_seconds", "Wall time of a stage of one image.")
                        .labelNames("lane", "stage")
                        .buckets(STAGE_SECONDS)
                        .withoutExemplars()
                        .create();
        latency =
                Histogram.build("floracare_latency_seconds", "From append to result.")
                        .labelNames("lane")
                        .buckets(LATENCY_SECONDS)
                        .withoutExemplars()
                        .create();
        lag =
                Gauge.build(
                                "floracare_lag_records",
                                "Records without a committed answer; absent until known.")
                        .labelNames("lane")
                        .create();
        inFlight =
                Gauge.build("floracare_in_flight", "Images in hand.").labelNames("lane").create();
        registry.register(images);
        registry.register(replies);
        registry.register(deadLetters);
        registry.register(crashMarks);
        registry.register(threadsReplaced);
        registry.register(stages);
        registry.register(latency);
        registry.register(compute);
        registry.register(lag);
        registry.register(inFlight);
    }

    private static Counter counter(String name, String help, String... labels) {
        String[] all = new String[labels.length + 1];
        all[0] = "lane";
        System.arraycopy(labels, 0, all, 1, labels.length);
        return Counter.build("floracare_" + name + "_total", help)
                .labelNames(all)
                .withoutExemplars()
                .create();
    }
}
