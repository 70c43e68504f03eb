package io.floracare.drift.stream;

import io.floracare.drift.window.Baselines;
import io.floracare.drift.window.Rules;
import io.floracare.telemetry.DriftMetrics;
import java.time.Duration;

/**
 * What the topology needs.
 *
 * @param rules windows are judged by
 * @param baselines they are compared with
 * @param sources partitions of the features' topic
 * @param shards that devices are split over, and partitions that segments are merged in
 * @param idle a source without records for so long does not hold the others back
 * @param labelWait how long after its result a label is joined
 * @param accuracyPeriod length of the periods of realised accuracy
 * @param metrics told of what happens
 */
public record DriftParts(
        Rules rules,
        Baselines baselines,
        int sources,
        int shards,
        Duration idle,
        Duration labelWait,
        Duration accuracyPeriod,
        DriftMetrics metrics) {}
