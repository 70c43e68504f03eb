package io.floracare.drift.stats;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * The cuts of a histogram, fixed by a reference. Cell {@code i} holds {@code cut[i-1] < x <=
 * cut[i]}, so that a cumulative count is the empirical distribution function at a cut, exactly.
 * Cell 0 is underflow (below the reference's minimum), cell {@code cuts()} overflow (above its
 * maximum), and one more cell counts missing values.
 */
public final class BinEdges {
    /** Bins between the reference's minimum and maximum, at most. */
    public static final int BINS = 256;

    /** Fixed-point steps between the lowest and the highest cut: half a step costs W/σ < 1e-6. */
    private static final double STEPS = 1 << 20;

    private final double[] cuts;
    private final double unit;

    private BinEdges(double[] cuts) {
        this.cuts = cuts;
        double range = cuts[cuts.length - 1] - cuts[0];
        double scale = range > Math.ulp(cuts[0]) * 2 ? range : Math.max(Math.abs(cuts[0]), 1);
        this.unit = Math.scalb(1.0, Math.getExponent(scale / STEPS));
    }

    /**
     * Quantile cuts of a reference sample. A value that fills more than one bin gets a bin of its
     * own, so that mass moving from an atom to its neighbourhood is seen.
     *
     * @param values the sample; values that are not finite are left out
     * @throws IllegalArgumentException if no value is finite
     */
    public static BinEdges ofReference(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a reference needs at least one finite value");
        }
        TreeSet<Double> cuts = new TreeSet<>();
        double previous = sorted[0];
        cuts.add(Math.nextDown(previous));
        for (int k = 1; k <= BINS; k++) {
            long rank = ((long) k * sorted.length + BINS - 1) / BINS;
            double quantile = sorted[(int) Math.max(0, rank - 1)];
            if (quantile == previous) {
                cuts.add(Math.nextDown(quantile));
            }
            cuts.add(quantile);
            previous = quantile;
        }
        return of(cuts.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Cuts as stored.
     *
     * @param cuts finite, strictly increasing, 1 to {@value #BINS} + 1 of them
     */
    public static BinEdges of(double[] cuts) {
        if (cuts.length == 0 || cuts.length > BINS + 1) {
            throw new IllegalArgumentException("a histogram has 1 to " + (BINS + 1) + " cuts");
        }
        for (int i = 0; i < cuts.length; i++) {
            if (!Double.isFinite(cuts[i]) || (i > 0 && cuts[i] <= cuts[i - 1])) {
                throw new IllegalArgumentException("cuts must be finite and increase: cut " + i);
            }
        }
        return new BinEdges(cuts.clone());
    }

    /** Number of cuts. */
    public int cuts() {
        return cuts.length;
    }

    /** Number of cells, underflow, overflow and missing included. */
    public int cells() {
        return cuts.length + 2;
    }

    /** The cell that counts missing values, the last. */
    public int missing() {
        return cuts.length + 1;
    }

    /** One cut. */
    public double cut(int index) {
        return cuts[index];
    }

    /** The cuts, a copy. */
    public double[] toArray() {
        return cuts.clone();
    }

    /** The cell of a value; what is NaN is missing, infinities are under- and overflow. */
    public int cell(double value) {
        if (Double.isNaN(value)) {
            return missing();
        }
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The size of one fixed-point step, a power of two. */
    public double unit() {
        return unit;
    }

    /**
     * How far a value lies above its cell's base, in steps. What is further out than the width of
     * the reference counts as that far: one absurd value cannot drown the others.
     *
     * @return 0 for a missing value
     */
    public long offset(int cell, double value) {
        if (cell == missing()) {
            return 0;
        }
        double reach = cuts[cuts.length - 1] - cuts[0] + unit;
        double offset = Math.clamp(value - base(cell), -reach, reach);
        return Math.round(offset / unit);
    }

    /** The value from which a cell's offsets count: its lower cut, for underflow its upper one. */
    public double base(int cell) {
        return cuts[Math.max(0, cell - 1)];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinEdges that && Arrays.equals(cuts, that.cuts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cuts);
    }

    @Override
    public String toString() {
        return cuts.length + " cuts from " + cuts[0] + " to " + cuts[cuts.length - 1];
    }
}
