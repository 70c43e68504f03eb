package io.floracare.report;

import io.floracare.drift.FeatureShape;
import java.util.Arrays;
import java.util.List;

/**
 * A shape in equally wide bins, which the eye compares; within a step photos are taken to lie
 * evenly. What lies beyond the first or the last bin is counted in it.
 *
 * @param from lower end of the first bin
 * @param width of a bin, above 0
 * @param reference share of the baseline's photos in each bin
 * @param current share of the window's photos
 */
@SuppressWarnings("ArrayRecordComponent") // drawn at once, compared never
record ShapeBins(double from, double width, double[] reference, double[] current) {
    private static final int BINS = 24;

    /** How far beyond the bulk a thin tail is drawn, in widths of the bulk. */
    private static final double TAIL = 0.6;

    static ShapeBins of(FeatureShape shape) {
        List<Double> cuts = shape.cuts();
        double first = cuts.getFirst();
        double last = cuts.getLast();
        double low = cuts.get(cuts.size() > 2 ? 1 : 0);
        double high = cuts.get(Math.max(0, cuts.size() - (cuts.size() > 2 ? 2 : 1)));
        double reach = (high - low) * TAIL;
        double from = Math.max(first, low - reach);
        double to = Math.min(last, high + reach);
        if (!(to - from > Math.abs(to) * 1e-9)) {
            double half = Math.max(Math.abs(first) * 0.05, 1e-6);
            from = first - half;
            to = last + half;
        }
        double width = (to - from) / BINS;
        return new ShapeBins(
                from,
                width,
                shares(cuts, shape.reference(), from, width),
                shares(cuts, shape.current(), from, width));
    }

    private static double[] shares(
            List<Double> cuts, List<Long> counts, double from, double width) {
        double[] bins = new double[BINS];
        bins[0] += counts.getFirst();
        bins[BINS - 1] += counts.getLast();
        for (int step = 1; step < cuts.size(); step++) {
            spread(cuts.get(step - 1), cuts.get(step), counts.get(step), bins, from, width);
        }
        double total = Arrays.stream(bins).sum();
        for (int bin = 0; bin < BINS; bin++) {
            bins[bin] = total == 0 ? 0 : bins[bin] / total;
        }
        return bins;
    }

    private static void spread(
            double low, double high, long count, double[] bins, double from, double width) {
        int first = bin(low, from, width);
        int last = bin(high, from, width);
        for (int bin = first; bin <= last; bin++) {
            double left = bin == first ? low : Math.max(low, from + bin * width);
            double right = bin == last ? high : Math.min(high, from + (bin + 1) * width);
            bins[bin] += first == last ? count : count * (right - left) / (high - low);
        }
    }

    private static int bin(double value, double from, double width) {
        return (int) Math.clamp(Math.floor((value - from) / width), 0, BINS - 1.0);
    }
}
