package io.floracare.drift.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Counts of one numeric feature in cells that a reference fixed, with the sum of what lies above
 * each cell's base in fixed point, and a coarse table by cluster bucket. All integers: merging in
 * any order gives the same bits, and what was added can be taken back. Not thread-safe.
 */
public final class Histogram {
    /** Categories of the coarse table: steps of the reference's distribution. */
    public static final int COARSE = 16;

    private final BinEdges edges;
    private final int[] counts;
    private final long[] sums;
    private final Clusters clusters;

    /** An empty histogram. */
    public Histogram(BinEdges edges) {
        this(edges, new int[edges.cells()], new long[edges.cells()], new Clusters(COARSE));
    }

    /**
     * A histogram as stored.
     *
     * @param counts of all cells, none negative
     * @param sums of the offsets of all cells, in steps
     * @param clusters of {@value #COARSE} categories
     */
    public static Histogram of(BinEdges edges, int[] counts, long[] sums, Clusters clusters) {
        if (counts.length != edges.cells() || sums.length != edges.cells()) {
            throw new IllegalArgumentException(
                    "a histogram of these edges has " + edges.cells() + " cells");
        }
        if (Arrays.stream(counts).anyMatch(count -> count < 0) || clusters.categories() != COARSE) {
            throw new IllegalArgumentException("a histogram's counts are not negative");
        }
        return new Histogram(edges, counts.clone(), sums.clone(), clusters.copy());
    }

    /** Counts alone, as a baseline keeps them. */
    public static Histogram ofCounts(BinEdges edges, int[] counts) {
        return of(edges, counts, new long[edges.cells()], new Clusters(COARSE));
    }

    private Histogram(BinEdges edges, int[] counts, long[] sums, Clusters clusters) {
        this.edges = edges;
        this.counts = counts;
        this.sums = sums;
        this.clusters = clusters;
    }

    /** Adds a value that came from a bucket. */
    public void add(double value, int bucket) {
        change(value, bucket, 1);
    }

    /** Takes back a value that was added. */
    public void remove(double value, int bucket) {
        change(value, bucket, -1);
    }

    private void change(double value, int bucket, int amount) {
        int cell = edges.cell(value);
        change(cell, edges.offset(cell, value), bucket, amount);
    }

    /**
     * Adds or takes back values of one cell.
     *
     * @param cell by {@link BinEdges#cell}
     * @param offset of each value, by {@link BinEdges#offset}
     * @param bucket that they came from
     * @param amount how many; negative to take back
     */
    public void change(int cell, long offset, int bucket, int amount) {
        counts[cell] = Math.addExact(counts[cell], amount);
        sums[cell] += amount * offset;
        if (cell != edges.missing()) {
            clusters.add(bucket, coarse(cell), amount);
        }
    }

    private int coarse(int cell) {
        return cell * COARSE / edges.missing();
    }

    /**
     * Adds everything another histogram holds.
     *
     * @throws IllegalArgumentException if the edges differ
     */
    public void merge(Histogram other) {
        if (!other.edges.equals(edges)) {
            throw new IllegalArgumentException("histograms of different references do not merge");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.addExact(counts[i], other.counts[i]);
            sums[i] = Math.addExact(sums[i], other.sums[i]);
        }
        clusters.merge(other.clusters);
    }

    /** The edges. */
    public BinEdges edges() {
        return edges;
    }

    /** The count of a cell. */
    public int count(int cell) {
        return counts[cell];
    }

    /** The sum of offsets of a cell, in steps. */
    public long sum(int cell) {
        return sums[cell];
    }

    /** Counts of the coarse steps by bucket. */
    public Clusters clusters() {
        return clusters;
    }

    /** How many values are missing. */
    public long missing() {
        return counts[edges.missing()];
    }

    /** How many values are not missing. */
    public long size() {
        long size = 0;
        for (int cell = 0; cell < edges.missing(); cell++) {
            size += counts[cell];
        }
        return size;
    }

    /** Mean of the values, those far out pulled in; NaN when there is none. */
    public double mean() {
        double sum = 0;
        for (int cell = 0; cell < edges.missing(); cell++) {
            sum += edges.base(cell) * counts[cell] + edges.unit() * sums[cell];
        }
        return sum / size();
    }

    /** Counts of all cells, a copy. */
    public int[] counts() {
        return counts.clone();
    }

    /**
     * The counts of some of the photos, drawn at random; sums shrink in proportion, and the coarse
     * table, from which the design effect comes, stays that of all.
     *
     * @param size how many of the values that are not missing are drawn, at most {@link #size()}
     */
    public Histogram thinned(int size, RandomGenerator random) {
        int[] present = Arrays.copyOf(counts, edges.missing());
        int[] drawn = Arrays.copyOf(Permutation.draw(present, size, random), counts.length);
        long[] shrunk = new long[sums.length];
        for (int cell = 0; cell < present.length; cell++) {
            shrunk[cell] = counts[cell] == 0 ? 0 : sums[cell] * drawn[cell] / counts[cell];
        }
        return new Histogram(edges, drawn, shrunk, clusters.copy());
    }

    /** A copy that shares nothing. */
    public Histogram copy() {
        return new Histogram(edges, counts.clone(), sums.clone(), clusters.copy());
    }

    @Override
    public String toString() {
        return size() + " values, " + missing() + " missing, counts " + Arrays.toString(counts);
    }
}
