package io.floracare.drift.evidently;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The shares of two samples in common bins. */
final class Shares {
    private static final int FEW = 20;

    private final double[] reference;
    private final double[] current;

    private Shares(double[] reference, double[] current) {
        this.reference = reference;
        this.current = current;
    }

    /** Shares of the reference; not to be changed. */
    double[] reference() {
        return reference;
    }

    /** Shares of the current sample; not to be changed. */
    double[] current() {
        return current;
    }

    /**
     * Bins of numeric samples: each distinct value where the reference has at most 20, else equal
     * widths over both samples, {@code ceil(log2(n) + 1)} bins (Sturges) of both together.
     */
    static Shares ofNumbers(double[] reference, double[] current) {
        if (Arrays.stream(reference).distinct().count() <= FEW) {
            TreeSet<Double> values = new TreeSet<>();
            Arrays.stream(reference).forEach(values::add);
            Arrays.stream(current).forEach(values::add);
            double[] bins = values.stream().mapToDouble(Double::doubleValue).toArray();
            return new Shares(distinct(reference, bins), distinct(current, bins));
        }
        double low = Math.min(min(reference), min(current));
        double high = Math.max(max(reference), max(current));
        int size = reference.length + current.length;
        int bins = (int) Math.ceil(Math.log(size) / Math.log(2) + 1);
        double[] edges = edges(low, high, bins);
        return new Shares(histogram(reference, edges), histogram(current, edges));
    }

    /** Shares of categories, all that either side knows. */
    static Shares ofCounts(Map<String, Integer> reference, Map<String, Integer> current) {
        TreeSet<String> names = new TreeSet<>(reference.keySet());
        names.addAll(current.keySet());
        return new Shares(shares(reference, names), shares(current, names));
    }

    private static double[] shares(Map<String, Integer> counts, SortedSet<String> names) {
        double total = counts.values().stream().mapToLong(Integer::longValue).sum();
        return names.stream().mapToDouble(name -> counts.getOrDefault(name, 0) / total).toArray();
    }

    private static double[] edges(double low, double high, int bins) {
        double from = low == high ? low - 0.5 : low;
        double to = low == high ? high + 0.5 : high;
        double[] edges = new double[bins + 1];
        double step = (to - from) / bins;
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step + from;
        }
        edges[bins] = to;
        return edges;
    }

    private static double[] histogram(double[] values, double[] edges) {
        int bins = edges.length - 1;
        double[] shares = new double[bins];
        for (double value : values) {
            int found = Arrays.binarySearch(edges, value);
            int bin = found >= 0 ? found : -found - 2;
            shares[Math.min(bin, bins - 1)] += 1;
        }
        return scaled(shares, values.length);
    }

    private static double[] distinct(double[] values, double[] bins) {
        double[] shares = new double[bins.length];
        for (double value : values) {
            shares[Arrays.binarySearch(bins, value)] += 1;
        }
        return scaled(shares, values.length);
    }

    private static double[] scaled(double[] counts, double total) {
        return Arrays.stream(counts).map(count -> count / total).toArray();
    }

    /** With the zeros of each side replaced by a little of its own smallest share. */
    Shares withoutZeros() {
        return new Shares(filled(reference), filled(current));
    }

    private static double[] filled(double[] shares) {
        double smallest = Arrays.stream(shares).filter(s -> s > 0).min().orElse(1);
        double little = smallest <= 1e-4 ? smallest / 1e6 : 1e-4;
        return Arrays.stream(shares).map(s -> s == 0 ? little : s).toArray();
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
