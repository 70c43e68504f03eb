package io.floracare.drift;

import io.floracare.drift.stats.Cusum;
import java.time.Duration;

/**
 * Finds an abrupt change of confidence minute by minute, long before a window closes. Minutes are
 * put together until their photos count as {@value #LEAST} independent ones; the mean of such a
 * reading is standardised with the baseline's deviation and design effect; what readings scatter
 * beyond that is learned while the chart is quiet. Immutable.
 *
 * @param chart the cumulative sum
 * @param scatter learned mean square of the standardised readings, at least 1
 * @param readings learned from
 * @param pending minutes that no reading has yet
 * @param waited how many minutes {@code pending} is of
 * @param moving minutes since the chart left its rest
 */
public record AbruptChange(
        Cusum chart, double scatter, long readings, MinuteSum pending, int waited, long moving) {
    /** Confidence is far from normal: the mean of fewer photos is, too. */
    private static final int LEAST = 30;

    /** A reading counts for no more deviations than this. */
    private static final double CLIP = 3;

    /** The chart's run length is that of normal readings; the tails of ours are heavier. */
    private static final double TAILS = 10;

    /** The baseline's word counts as this many readings. */
    private static final double PRIOR = 60;

    /** The scatter follows about a day of busy minutes. */
    private static final double MEMORY = 1440;

    /** A wild reading teaches no more than this. */
    private static final double MOST = 9;

    /** A detector that has seen nothing and alarms falsely about once in this time. */
    public static AbruptChange of(Duration falseAlarmTime) {
        double minutes = Math.max(2.0, (double) falseAlarmTime.toMinutes());
        return new AbruptChange(
                Cusum.ofRunLength(0.5, TAILS * minutes), 1, 0, MinuteSum.EMPTY, 0, 0);
    }

    /**
     * The detector after one more closed minute of the whole stream.
     *
     * @param ratio of the reference's effective size to that of the largest reading believed
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
     * @param ratio of the reference's effective size to that of the largest reading believed
     */
    AbruptChange next(MinuteSum minute, FeatureReference reference, double ratio) {
        if (minute.photos() == 0) {
            return this;
        }
        MinuteSum sum = pending.plus(minute);
        double effective = reference.effect().effective(sum.photos());
        return effective < LEAST
                ? new AbruptChange(chart, scatter, readings, sum, waited + 1, moving)
                : read(sum, effective, reference, ratio);
    }

    private AbruptChange read(
            MinuteSum sum, double effective, FeatureReference reference, double ratio) {
        double size = reference.effect().effective(reference.histogram().size());
        // The reference's own error is the same in every reading and would add up.
        double variance = 1 / effective + ratio / size;
        double z = (sum.mean() - reference.mean()) / (reference.scale() * Math.sqrt(variance));
        double weight = 1 / Math.min(PRIOR + readings + 1, MEMORY);
        boolean quiet = chart.high() == 0 || chart.low() == 0;
        double learned =
                quiet ? scatter + weight * (Math.min(z * z, MOST * scatter) - scatter) : scatter;
        Cusum next = chart.next(Math.clamp(z / Math.sqrt(scatter), -CLIP, CLIP));
        boolean resting = next.high() == 0 && next.low() == 0;
        return new AbruptChange(
                next,
                Math.max(1, learned),
                readings + 1,
                MinuteSum.EMPTY,
                0,
                resting ? 0 : moving + waited + 1);
    }

    /** Whether confidence changed. */
    public boolean alarmed() {
        return chart.alarmed();
    }

    /** Minutes with photos since the change began, at most, as far as the chart knows. */
    public long delay() {
        return moving;
    }

    /** The detector after its alarm was told. */
    public AbruptChange reset() {
        return new AbruptChange(chart.reset(), scatter, readings, pending, waited, 0);
    }
}
