package io.floracare.drift;

import io.floracare.drift.AlertState.Reading;
import java.util.stream.DoubleStream;

/**
 * What a report says to an alert. Hysteresis: between the level at which a window breaches and ten
 * times that it neither breaches nor clears.
 */
final class Readings {
    private static final double MARGIN = 10;

    private Readings() {}

    /**
     * The reading of a report.
     *
     * @param level at which an adjusted p breaches
     */
    static Reading of(DriftReport report, double level) {
        return switch (report.verdict()) {
            case INSUFFICIENT_DATA -> Reading.UNKNOWN;
            case DRIFT -> Reading.BREACH;
            case STABLE -> nearly(report, level) ? Reading.UNKNOWN : Reading.CLEAR;
        };
    }

    private static boolean nearly(DriftReport report, double level) {
        DoubleStream adjusted =
                DoubleStream.concat(
                        report.features().stream().mapToDouble(FeatureVerdict::adjusted),
                        DoubleStream.concat(
                                report.classes().stream().mapToDouble(ShareVerdict::adjusted),
                                report.outcomes().stream().mapToDouble(ShareVerdict::adjusted)));
        return adjusted.anyMatch(p -> p <= Math.min(1, MARGIN * level) && p > level);
    }
}
