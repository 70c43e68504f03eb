package io.floracare.drift;

import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.drift.stats.Kolmogorov;
import io.floracare.drift.stats.Permutation;
import io.floracare.drift.stats.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Checks the analytic tail of a window's numeric features by permutation: how often a window drawn
 * from the pooled photos, as many as the real one counts for, lies as far from the rest. Below 0.01
 * that takes more draws than it is worth.
 */
public final class PermutationCheck {
    private static final double RESOLVED = 0.01;

    private PermutationCheck() {}

    /**
     * One feature.
     *
     * @param p analytic
     * @param permuted the same by permutation
     */
    public record Line(String feature, double p, double permuted) {}

    /**
     * The features whose p permutations resolve.
     *
     * @param draws permutations of each
     */
    public static List<Line> of(
            Baseline baseline,
            Segment segment,
            WindowCounts window,
            int draws,
            RandomGenerator random) {
        List<Line> lines = new ArrayList<>();
        List<FeatureReference> references = baseline.reference(segment).features();
        for (int i = 0; i < references.size(); i++) {
            Histogram before = references.get(i).histogram();
            Histogram now = window.features().get(i);
            if (before.size() > 0 && now.size() > 0) {
                DesignEffect reference = references.get(i).effect();
                DesignEffect current = DesignEffect.ofDistribution(now.clusters());
                TestResult test = Kolmogorov.test(before, reference, now, current);
                if (test.p() > RESOLVED) {
                    lines.add(
                            new Line(
                                    baseline.layout().features().get(i).name(),
                                    test.p(),
                                    permuted(
                                            test.statistic(),
                                            scaled(before, reference.effective(before.size())),
                                            scaled(now, current.effective(now.size())),
                                            draws,
                                            random)));
                }
            }
        }
        return lines;
    }

    /** {@code (1 + #{D* ≥ D}) / (1 + draws)} (Phipson and Smyth, 2010). */
    private static double permuted(
            double distance, int[] before, int[] now, int draws, RandomGenerator random) {
        int[] pooled = new int[before.length];
        int size = 0;
        int total = 0;
        for (int i = 0; i < pooled.length; i++) {
            pooled[i] = before[i] + now[i];
            size += now[i];
            total += pooled[i];
        }
        int atLeast = 1;
        for (int draw = 0; draw < draws; draw++) {
            int[] part = Permutation.draw(pooled, size, random);
            long some = 0;
            long all = 0;
            double largest = 0;
            for (int i = 0; i < part.length; i++) {
                some += part[i];
                all += pooled[i];
                double rest = (double) (all - some) / (total - size);
                largest = Math.max(largest, Math.abs((double) some / size - rest));
            }
            if (largest >= distance - 1e-12) {
                atLeast++;
            }
        }
        return (double) atLeast / (1 + draws);
    }

    /**
     * The counts as if there were only so many photos; shares stay, rounding never loses a photo.
     */
    private static int[] scaled(Histogram histogram, double effective) {
        int cells = histogram.edges().missing();
        int[] counts = new int[cells];
        double factor = Math.max(1, Math.rint(effective)) / histogram.size();
        long below = 0;
        long given = 0;
        for (int cell = 0; cell < cells; cell++) {
            below += histogram.count(cell);
            long upTo = Math.round(below * factor);
            counts[cell] = (int) (upTo - given);
            given = upTo;
        }
        return counts;
    }
}
