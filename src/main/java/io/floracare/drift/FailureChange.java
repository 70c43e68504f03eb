package io.floracare.drift;

import io.floracare.drift.stats.Cusum;
import java.time.Duration;

/**
 * Finds minute by minute that more photos fail than is accepted. A minute's share is standardised
 * as if photos were independent; what minutes scatter beyond that is learned while the chart is
 * quiet, since failures come in bursts. Immutable.
 *
 * @param chart the cumulative sum
 * @param scatter learned mean square of the standardised minutes, at least 1
 * @param minutes learned from
 */
public record FailureChange(Cusum chart, double scatter, long minutes) {
    private static final double PRIOR = 60;
    private static final double MEMORY = 1440;
    private static final double MOST = 9;

    /** A detector that has seen nothing and alarms falsely about once in this time. */
    public static FailureChange of(Duration falseAlarmTime) {
        return new FailureChange(
                Cusum.ofRunLength(0.5, Math.max(2.0, (double) falseAlarmTime.toMinutes())), 1, 0);
    }

    /**
     * The detector after one more closed minute; an empty one changes nothing.
     *
     * @param accepted share of photos that may fail, in (0, 1)
     */
    public FailureChange next(MinuteSum minute, double accepted) {
        double size = minute.photos() + (double) minute.failed();
        if (size == 0) {
            return this;
        }
        // Half a photo keeps the skew of few from passing for a change.
        double deviation = Math.sqrt(size * accepted * (1 - accepted)) + 0.5;
        double z = (minute.failed() - size * accepted) / deviation;
        double weight = 1 / Math.min(PRIOR + minutes + 1, MEMORY);
        double learned =
                chart.high() == 0
                        ? scatter + weight * (Math.min(z * z, MOST * scatter) - scatter)
                        : scatter;
        return new FailureChange(
                chart.next(z / Math.sqrt(scatter)), Math.max(1, learned), minutes + 1);
    }

    /** Whether more fail. */
    public boolean alarmed() {
        return chart.high() > chart.threshold();
    }

    /** Minutes since the change began, as far as the chart knows. */
    public long delay() {
        return chart.sinceHigh();
    }

    /** The detector after its alarm was told. */
    public FailureChange reset() {
        return new FailureChange(chart.reset(), scatter, minutes);
    }
}
