package io.floracare.drift;

import io.floracare.drift.stats.Interval;
import io.floracare.message.LeafLabel;
import io.floracare.message.ModelRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many of a model's answers were right, as far as people said what the photos show: the value
 * on {@code drift-accuracy}. The photos are those of one period of event time; labels may come
 * later. Figures but {@code reasons} are of photos that were chosen at random: those chosen because
 * they looked odd say nothing of the others.
 *
 * @param model that answered
 * @param start of the period, event time, included
 * @param end of the period, excluded
 * @param revision one more with each record of the period
 * @param labels names of the classes
 * @param accuracy of the answers other than background
 * @param expected mean chance of being right that the confidence of the same answers gave; null
 *     without a calibrated baseline
 * @param abstained labelled photos that the model was uncertain of or found no leaf on
 * @param reasons accuracy by why the photo was chosen
 * @param classes precision, recall and F1 of each class that was answered or labelled
 * @param confusion how often a class was answered as a class, where it was
 */
public record AccuracyReport(
        ModelRef model,
        Instant start,
        Instant end,
        int revision,
        List<String> labels,
        Share accuracy,
        @Nullable Double expected,
        long abstained,
        List<ByReason> reasons,
        List<OfClass> classes,
        List<Confusion> confusion) {
    public AccuracyReport {
        labels = List.copyOf(labels);
        reasons = List.copyOf(reasons);
        classes = List.copyOf(classes);
        confusion = List.copyOf(confusion);
    }

    /**
     * A share and its 95 % interval.
     *
     * @param of how many it is the share
     * @param estimate null of nothing
     * @param low lower end
     * @param high upper end
     */
    public record Share(long of, @Nullable Double estimate, double low, double high) {
        /** The share that an interval is of; NaN, of nothing, becomes null. */
        public static Share of(long size, Interval interval) {
            return new Share(
                    size,
                    Double.isNaN(interval.estimate()) ? null : interval.estimate(),
                    interval.low(),
                    interval.high());
        }
    }

    /**
     * Accuracy of the photos chosen for one reason.
     *
     * @param reason why
     * @param accuracy of the answers other than background
     */
    public record ByReason(LeafLabel.Reason reason, Share accuracy) {}

    /**
     * One class.
     *
     * @param name of the class
     * @param precision of the answers that name it
     * @param recall of the photos that show it
     * @param f1 harmonic mean of both
     */
    public record OfClass(String name, Share precision, Share recall, Share f1) {}

    /**
     * A cell of the confusion matrix.
     *
     * @param truth index of the true class
     * @param answer index of the answered class
     * @param photos how often
     */
    public record Confusion(int truth, int answer, long photos) {}
}
