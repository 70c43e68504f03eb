package io.floracare.drift;

import io.floracare.drift.stats.Histogram;
import io.floracare.drift.stats.Interval;
import io.floracare.drift.stats.IsotonicRegression;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often an answer of a confidence is right, learned from photos whose class is known: a map
 * pooled over the classes, and maps fitted to redrawn leaf groups, whose spread is what is not
 * known of it. Accuracy without labels is the mean calibrated confidence (CBPE: confidence-based
 * performance estimation). It is blind to a change of what the classes look like.
 *
 * @param map from confidence to the chance of being right
 * @param redrawn maps of redrawn leaf groups
 * @param effect design effect of being right: errors come by leaf
 * @param reference share of right answers in the baseline
 */
record Calibration(
        IsotonicRegression map, List<IsotonicRegression> redrawn, double effect, double reference) {
    Calibration {
        redrawn = List.copyOf(redrawn);
        if (!(effect > 0)) {
            throw new IllegalArgumentException("a design effect is positive: " + effect);
        }
    }

    /**
     * The accuracy expected of answers with these confidences. The interval covers the realised
     * accuracy: spread of the maps and chance of the answers themselves.
     *
     * @param answered confidences
     * @param confidence of the interval, such as 0.95
     */
    Interval estimate(Histogram answered, double confidence) {
        if (answered.size() == 0) {
            return Interval.UNKNOWN_SHARE;
        }
        double estimate = mean(map, answered);
        double[] others = redrawn.stream().mapToDouble(other -> mean(other, answered)).toArray();
        double centre = Arrays.stream(others).average().orElse(estimate);
        double spread =
                Arrays.stream(others).map(x -> (x - centre) * (x - centre)).sum()
                        / Math.max(1, others.length - 1);
        // Half of what counts as one answer keeps the chance from vanishing at an estimate of 1.
        double share = (estimate * answered.size() + effect / 2) / (answered.size() + effect);
        double chance = share * (1 - share) * effect / answered.size();
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double reach = z * Math.sqrt(spread + chance);
        return new Interval(estimate, Math.max(0, estimate - reach), Math.min(1, estimate + reach));
    }

    private static double mean(IsotonicRegression map, Histogram answered) {
        double sum = 0;
        for (int cell = 0; cell < answered.edges().missing(); cell++) {
            int count = answered.count(cell);
            if (count > 0) {
                double offset = answered.edges().unit() * answered.sum(cell) / count;
                sum += count * map.at(answered.edges().base(cell) + offset);
            }
        }
        return sum / answered.size();
    }
}
