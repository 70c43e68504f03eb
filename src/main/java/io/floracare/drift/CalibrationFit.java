package io.floracare.drift;

import io.floracare.drift.stats.IsotonicRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects answers whose truth is known and fits a {@link Calibration}. Not thread-safe. */
final class CalibrationFit {
    private static final int REDRAWN = 40;
    private static final int LEAST = 30;

    private final List<Answer> answers = new ArrayList<>();

    /** Adds an answer of a leaf group. */
    void add(long group, double confidence, boolean right) {
        answers.add(new Answer(group, confidence, right ? 1 : 0));
    }

    /** The fit, null when there are too few answers. */
    @Nullable Calibration fit(RandomGenerator random) {
        if (answers.size() < LEAST) {
            return null;
        }
        List<Answer> sorted =
                answers.stream()
                        .sorted(
                                Comparator.comparingDouble(Answer::confidence)
                                        .thenComparingLong(Answer::group)
                                        .thenComparingInt(Answer::right))
                        .toList();
        double[] x = sorted.stream().mapToDouble(Answer::confidence).toArray();
        double[] y = sorted.stream().mapToDouble(Answer::right).toArray();
        long[] groups = sorted.stream().mapToLong(Answer::group).sorted().distinct().toArray();
        int[] group = sorted.stream().mapToInt(answer -> index(groups, answer)).toArray();
        double unseen = groupSize(group, groups.length) / 2;
        List<IsotonicRegression> redrawn = new ArrayList<>();
        for (int draw = 0; draw < REDRAWN; draw++) {
            double wrong = Math.min(1, random.nextExponential() * unseen / x.length);
            double[] targets = new double[x.length];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = (1 - wrong) * y[i];
            }
            double[] times = new double[groups.length];
            for (int i = 0; i < groups.length; i++) {
                times[random.nextInt(groups.length)]++;
            }
            double[] weights = new double[x.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = times[group[i]];
            }
            redrawn.add(IsotonicRegression.fit(x, targets, weights));
        }
        double share = sorted.stream().mapToInt(Answer::right).average().orElseThrow();
        return new Calibration(
                IsotonicRegression.fit(x, y),
                redrawn,
                effect(y, group, groups.length, share, unseen),
                share);
    }

    private static int index(long[] groups, Answer answer) {
        return Arrays.binarySearch(groups, answer.group);
    }

    /** Size of the group that an answer is in, on average over the answers. */
    private static double groupSize(int[] group, int groups) {
        double[] sizes = new double[groups];
        for (int one : group) {
            sizes[one]++;
        }
        double squares = 0;
        for (double size : sizes) {
            squares += size * size;
        }
        return squares / group.length;
    }

    /**
     * How many answers count as one: errors come by group.
     *
     * @param unseen half the size of a group: so many answers of one more group are taken for
     *     wrong, since a model that errs by whole groups may not have met one yet
     */
    private static double effect(double[] y, int[] group, int groups, double share, double unseen) {
        double[] residuals = new double[groups];
        for (int i = 0; i < y.length; i++) {
            residuals[group[i]] += y[i] - share;
        }
        double squares = unseen * unseen;
        for (double residual : residuals) {
            squares += residual * residual;
        }
        double size = y.length + 2 * unseen;
        double right = (y.length * share + unseen) / size;
        return Math.max(1, squares / (size * right * (1 - right)));
    }

    private record Answer(long group, double confidence, int right) {}
}
