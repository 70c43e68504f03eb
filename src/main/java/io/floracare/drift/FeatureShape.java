package io.floracare.drift;

import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.Histogram;
import java.util.ArrayList;
import java.util.List;

/**
 * How a feature is distributed in the baseline and in a window, coarse enough to be drawn.
 *
 * @param cuts bounds of the steps, increasing, each closed above; about equally many photos of the
 *     baseline lie in each step
 * @param reference photos of the baseline: below the first cut, in each step, above the last cut
 * @param current photos of the window, as {@code reference}
 */
public record FeatureShape(List<Double> cuts, List<Long> reference, List<Long> current) {
    private static final int STEPS = 20;

    public FeatureShape {
        cuts = List.copyOf(cuts);
        reference = List.copyOf(reference);
        current = List.copyOf(current);
        if (reference.size() != cuts.size() + 1 || current.size() != cuts.size() + 1) {
            throw new IllegalArgumentException("a shape counts below, between and above its cuts");
        }
    }

    /** The shapes of two histograms of the same edges. */
    static FeatureShape of(Histogram reference, Histogram current) {
        BinEdges edges = reference.edges();
        List<Double> cuts = new ArrayList<>();
        List<Long> before = new ArrayList<>();
        List<Long> now = new ArrayList<>();
        int from = 0;
        int last = -1;
        for (int step = 0; step <= STEPS; step++) {
            int cut = (int) ((long) step * (edges.cuts() - 1) / STEPS);
            if (cut > last) {
                cuts.add(edges.cut(cut));
                before.add(sum(reference, from, cut + 1));
                now.add(sum(current, from, cut + 1));
                from = cut + 1;
                last = cut;
            }
        }
        before.add(sum(reference, from, edges.missing()));
        now.add(sum(current, from, edges.missing()));
        return new FeatureShape(cuts, before, now);
    }

    private static long sum(Histogram histogram, int from, int to) {
        long sum = 0;
        for (int cell = from; cell < to; cell++) {
            sum += histogram.count(cell);
        }
        return sum;
    }
}
