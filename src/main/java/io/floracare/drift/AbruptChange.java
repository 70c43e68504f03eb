package io.floracare.drift;

import io.floracare.drift.stats.Cusum;
import java.time.Duration;

/**
 * Finds an abrupt change of confidence minute by minute, long before a window closes. A minute's
 * mean is standardised with the baseline's deviation and design effect; what minutes scatter beyond
 * that is learned while the chart is quiet. Immutable.
 *
 * @param chart the cumulative sum
 * @param scatter learned mean square of the standardised minutes, at least 1
 * @param minutes learned from
 */
public record AbruptChange(Cusum chart, double scatter, long minutes) {
    /** The baseline's word counts as this many minutes. */
    private static final double PRIOR = 60;

    /** The scatter follows about a day. */
    private static final double MEMORY = 1440;

    /** A wild minute teaches no more than this. */
    private static final double MOST = 9;

    /** A detector that has seen nothing and alarms falsely about once in this time. */
    public static AbruptChange of(Duration falseAlarmTime) {
        return new AbruptChange(
                Cusum.ofRunLength(0.5, Math.max(2.0, (double) falseAlarmTime.toMinutes())), 1, 0);
    }

    /**
     * The detector after one more closed minute of the whole stream.
     *
     * @param ratio of the reference's effective size to that of the largest minute believed
     */
    public AbruptChange next(MinuteSum minute, Baseline baseline, double ratio) {
        FeatureReference confidence =
                baseline.reference(Segment.ALL).features().get(baseline.layout().confidence());
        return next(minute, confidence, ratio);
    }

    /**
     * The detector after one more closed minute; one without answers changes nothing.
     *
     * @param reference of the confidence
     * @param ratio of the reference's effective size to that of the largest minute believed
     */
    AbruptChange next(MinuteSum minute, FeatureReference reference, double ratio) {
        if (minute.photos() == 0) {
            return this;
        }
        double size = reference.effect().effective(reference.histogram().size());
        double effective = reference.effect().effective(minute.photos());
        // The reference's own error is the same in every minute and would add up.
        double variance = 1 / effective + ratio / size;
        double z = (minute.mean() - reference.mean()) / (reference.scale() * Math.sqrt(variance));
        double weight = 1 / Math.min(PRIOR + minutes + 1, MEMORY);
        boolean quiet = chart.high() == 0 || chart.low() == 0;
        double learned =
                quiet ? scatter + weight * (Math.min(z * z, MOST * scatter) - scatter) : scatter;
        return new AbruptChange(
                chart.next(z / Math.sqrt(scatter)), Math.max(1, learned), minutes + 1);
    }

    /** Whether confidence changed. */
    public boolean alarmed() {
        return chart.alarmed();
    }

    /** Minutes since the change began, as far as the chart knows. */
    public long delay() {
        return chart.high() > chart.low() ? chart.sinceHigh() : chart.sinceLow();
    }

    /** The detector after its alarm was told. */
    public AbruptChange reset() {
        return new AbruptChange(chart.reset(), scatter, minutes);
    }
}
