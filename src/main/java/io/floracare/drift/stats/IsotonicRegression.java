package io.floracare.drift.stats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A non-decreasing step map fitted by least squares (pool adjacent violators: Ayer et al. 1955),
 * straight lines between the steps' means; what lies outside takes the nearest end.
 */
public final class IsotonicRegression {
    private final double[] x;
    private final double[] y;

    private IsotonicRegression(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * Fits a map.
     *
     * @param x finite
     * @param y as many as {@code x}
     * @throws IllegalArgumentException if there is no point, or the lengths differ
     */
    public static IsotonicRegression fit(double[] x, double[] y) {
        double[] weights = new double[x.length];
        Arrays.fill(weights, 1);
        return fit(x, y, weights);
    }

    /**
     * Fits a map to weighted points; quick when {@code x} is sorted.
     *
     * @param weights as many as {@code x}, none negative, not all 0
     */
    public static IsotonicRegression fit(double[] x, double[] y, double[] weights) {
        if (x.length == 0 || x.length != y.length || x.length != weights.length) {
            throw new IllegalArgumentException("a map is fitted to pairs, at least one");
        }
        int[] order = order(x);
        Deque<Block> blocks = new ArrayDeque<>();
        for (int i = 0; i < order.length; ) {
            double at = x[order[i]];
            double sum = 0;
            double weight = 0;
            while (i < order.length && x[order[i]] == at) {
                sum += weights[order[i]] * y[order[i]];
                weight += weights[order[i]];
                i++;
            }
            if (weight > 0) {
                Block block = new Block(at, at, sum, weight);
                while (!blocks.isEmpty() && blocks.getLast().mean() >= block.mean()) {
                    block = blocks.removeLast().and(block);
                }
                blocks.addLast(block);
            }
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("a map is fitted to points of some weight");
        }
        return ofBlocks(blocks);
    }

    private static int[] order(double[] x) {
        boolean sorted = true;
        for (int i = 1; i < x.length && sorted; i++) {
            sorted = x[i - 1] <= x[i];
        }
        IntStream indices = IntStream.range(0, x.length);
        return sorted
                ? indices.toArray()
                : indices.boxed()
                        .sorted(Comparator.comparingDouble(i -> x[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private static IsotonicRegression ofBlocks(Deque<Block> blocks) {
        List<double[]> knots = new ArrayList<>();
        for (Block block : blocks) {
            knots.add(new double[] {block.from, block.mean()});
            if (block.to > block.from) {
                knots.add(new double[] {block.to, block.mean()});
            }
        }
        return new IsotonicRegression(
                knots.stream().mapToDouble(k -> k[0]).toArray(),
                knots.stream().mapToDouble(k -> k[1]).toArray());
    }

    /**
     * A map as stored.
     *
     * @param x strictly increasing
     * @param y non-decreasing, as many as {@code x}, at least one
     */
    public static IsotonicRegression of(double[] x, double[] y) {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException("a map has as many x as y, at least one");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                throw new IllegalArgumentException("a map's knots are finite: knot " + i);
            }
            if (i > 0 && (x[i] <= x[i - 1] || y[i] < y[i - 1])) {
                throw new IllegalArgumentException("a map's knots increase: knot " + i);
            }
        }
        return new IsotonicRegression(x.clone(), y.clone());
    }

    /** The fitted value. */
    public double at(double value) {
        int found = Arrays.binarySearch(x, value);
        if (found >= 0) {
            return y[found];
        }
        int right = -found - 1;
        if (right == 0) {
            return y[0];
        }
        if (right == x.length) {
            return y[y.length - 1];
        }
        double part = (value - x[right - 1]) / (x[right] - x[right - 1]);
        return y[right - 1] + part * (y[right] - y[right - 1]);
    }

    /** The knots' abscissas, a copy. */
    public double[] x() {
        return x.clone();
    }

    /** The knots' ordinates, a copy. */
    public double[] y() {
        return y.clone();
    }

    private record Block(double from, double to, double sum, double weight) {
        double mean() {
            return sum / weight;
        }

        Block and(Block next) {
            return new Block(from, next.to, sum + next.sum, weight + next.weight);
        }
    }
}
