package io.floracare.drift.label;

import io.floracare.drift.AccuracyReport;
import io.floracare.drift.AccuracyReport.ByReason;
import io.floracare.drift.AccuracyReport.Confusion;
import io.floracare.drift.AccuracyReport.OfClass;
import io.floracare.drift.AccuracyReport.Share;
import io.floracare.drift.Baseline;
import io.floracare.drift.stats.CategoricalCounts;
import io.floracare.drift.stats.ConfusionMatrix;
import io.floracare.drift.stats.Interval;
import io.floracare.message.LeafLabel.Reason;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Labelled answers of one model in one period, added up; a JSON value. Immutable. Counts are
 * integers, so that grades may come in any order.
 *
 * @param model that answered
 * @param start of the period
 * @param revision of the next report
 * @param abstained uncertain or background answers of photos chosen at random
 * @param answered other answers by reason
 * @param right how many of those were right
 * @param confusion sure answers of photos chosen at random, by truth and answer
 * @param confidence {@code answered} photos chosen at random by confidence in thousandths
 */
public record AccuracyTally(
        ModelRef model,
        Instant start,
        int revision,
        int abstained,
        Map<Reason, Integer> answered,
        Map<Reason, Integer> right,
        Map<String, Map<String, Integer>> confusion,
        Map<Integer, Integer> confidence) {
    private static final double CONFIDENCE = 0.95;
    private static final int STEPS = 1000;

    public AccuracyTally {
        answered = Map.copyOf(answered);
        right = Map.copyOf(right);
        confusion = Map.copyOf(confusion);
        confidence = Map.copyOf(confidence);
    }

    /** Start of the period that an answer lies in. */
    public static Instant period(Answer answer, Duration length) {
        long millis = length.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(answer.time().toEpochMilli(), millis) * millis);
    }

    /** Nothing yet. */
    public static AccuracyTally of(ModelRef model, Instant start) {
        return new AccuracyTally(model, start, 0, 0, Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** With one more grade. */
    public AccuracyTally plus(Grade grade) {
        Answer answer = grade.answer();
        boolean random = grade.reason() == Reason.RANDOM;
        boolean sure = answer.status() == Status.OK;
        boolean counts = sure && !answer.background();
        boolean isRight = answer.label().equals(grade.truth());
        Map<String, Map<String, Integer>> cells = confusion;
        if (random && sure) {
            cells = new TreeMap<>(confusion);
            cells.merge(
                    grade.truth(),
                    Map.of(answer.label(), grade.sign()),
                    (row, one) -> add(row, answer.label(), grade.sign()));
        }
        return new AccuracyTally(
                model,
                start,
                revision,
                abstained + (random && !counts ? grade.sign() : 0),
                counts ? add(answered, grade.reason(), grade.sign()) : answered,
                counts && isRight ? add(right, grade.reason(), grade.sign()) : right,
                cells,
                random && counts
                        ? add(confidence, Math.round(answer.confidence() * STEPS), grade.sign())
                        : confidence);
    }

    private static <K extends Comparable<K>> Map<K, Integer> add(
            Map<K, Integer> map, K key, int amount) {
        Map<K, Integer> sums = new TreeMap<>(map);
        sums.merge(key, amount, Integer::sum);
        sums.values().removeIf(count -> count == 0);
        return sums;
    }

    /** After its report was sent. */
    public AccuracyTally next() {
        return new AccuracyTally(
                model, start, revision + 1, abstained, answered, right, confusion, confidence);
    }

    /**
     * The report so far.
     *
     * @param length of the period
     * @param baseline whose calibration the answers are compared with; null without one
     */
    public AccuracyReport report(Duration length, @Nullable Baseline baseline) {
        TreeSet<String> names = new TreeSet<>(confusion.keySet());
        confusion.values().forEach(row -> names.addAll(row.keySet()));
        List<String> labels = names.stream().limit(CategoricalCounts.MAX_CATEGORIES).toList();
        ConfusionMatrix matrix = new ConfusionMatrix(Math.max(1, labels.size()));
        List<Confusion> cells = new ArrayList<>();
        for (int truth = 0; truth < labels.size(); truth++) {
            Map<String, Integer> row = confusion.getOrDefault(labels.get(truth), Map.of());
            for (int answer = 0; answer < labels.size(); answer++) {
                int count = row.getOrDefault(labels.get(answer), 0);
                if (count > 0) {
                    matrix.add(truth, answer, count);
                    cells.add(new Confusion(truth, answer, count));
                }
            }
        }
        List<OfClass> classes = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            classes.add(ofClass(labels.get(label), label, matrix));
        }
        List<ByReason> reasons = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            if (answered.containsKey(reason)) {
                reasons.add(new ByReason(reason, accuracy(reason)));
            }
        }
        return new AccuracyReport(
                model,
                start,
                start.plus(length),
                revision,
                labels,
                accuracy(Reason.RANDOM),
                expected(baseline),
                abstained,
                reasons,
                classes,
                cells);
    }

    private Share accuracy(Reason reason) {
        int size = answered.getOrDefault(reason, 0);
        return share(size, Interval.wilson(right.getOrDefault(reason, 0), size, CONFIDENCE));
    }

    private static OfClass ofClass(String name, int label, ConfusionMatrix matrix) {
        long said = 0;
        long shown = 0;
        for (int other = 0; other < matrix.classes(); other++) {
            said += matrix.count(other, label);
            shown += matrix.count(label, other);
        }
        long either = said + shown - matrix.count(label, label);
        return new OfClass(
                name,
                share(said, matrix.precision(label, CONFIDENCE)),
                share(shown, matrix.recall(label, CONFIDENCE)),
                share(either, matrix.f1(label, CONFIDENCE)));
    }

    private static Share share(long size, Interval interval) {
        return Share.of(size, interval);
    }

    private @Nullable Double expected(@Nullable Baseline baseline) {
        double sum = 0;
        long size = 0;
        for (Map.Entry<Integer, Integer> step : new TreeMap<>(confidence).entrySet()) {
            OptionalDouble chance =
                    baseline == null
                            ? OptionalDouble.empty()
                            : baseline.chanceOfRight((double) step.getKey() / STEPS);
            if (chance.isEmpty()) {
                return null;
            }
            sum += step.getValue() * chance.getAsDouble();
            size += step.getValue();
        }
        return size == 0 ? null : Math.clamp(sum / size, 0.0, 1.0);
    }
}
