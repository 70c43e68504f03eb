package io.floracare.drift;

import io.floracare.message.Features;
import java.time.Instant;

/**
 * What one minute of event time sums up to. Integers; merges in any order to the same bits, so that
 * a change detector that reads minutes in order does not depend on how records arrived.
 *
 * @param photos with an answer
 * @param confidence sum of the answers' confidence, in millionths
 * @param failed photos without an answer
 */
public record MinuteSum(long photos, long confidence, long failed) {
    /** Of no photo. */
    public static final MinuteSum EMPTY = new MinuteSum(0, 0, 0);

    private static final double STEPS = 1_000_000;

    public MinuteSum {
        if (photos < 0 || confidence < 0 || failed < 0) {
            throw new IllegalArgumentException("the sums of a minute are not negative");
        }
    }

    /** The minute that a time lies in. */
    public static Instant minute(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 60L) * 60);
    }

    /** The sums with one more record. */
    public MinuteSum plus(Features record) {
        Float value = record.confidence();
        return plus(value == null ? Double.NaN : value);
    }

    /** The sums with one more photo of that confidence; NaN for one without an answer. */
    public MinuteSum plus(double value) {
        return Double.isNaN(value)
                ? new MinuteSum(photos, confidence, failed + 1)
                : new MinuteSum(photos + 1, confidence + Math.round((float) value * STEPS), failed);
    }

    /** The sums of both. */
    public MinuteSum plus(MinuteSum other) {
        return new MinuteSum(
                photos + other.photos, confidence + other.confidence, failed + other.failed);
    }

    /** Mean confidence; NaN without an answer. */
    public double mean() {
        return confidence / STEPS / photos;
    }
}
