package io.floracare.drift.stats;

/** How large a change is, whatever the sample's size. */
public final class EffectSizes {
    private EffectSizes() {}

    /**
     * First Wasserstein distance in standard deviations of the reference: {@code ∫|F−G| dx / σ}.
     * Within a cell both distributions are straight lines; what is under or over the cuts lies at
     * its mean, at most one width of the reference away, so that no outlier outweighs the rest.
     *
     * @param deviation σ of the reference, above 0
     */
    public static double wasserstein(Histogram reference, Histogram current, double deviation) {
        double n = reference.size();
        double m = current.size();
        int last = reference.edges().cuts() - 1;
        double area = tail(reference, current, 0) + tail(reference, current, last + 1);
        double before = reference.count(0) / n - current.count(0) / m;
        for (int cell = 1; cell <= last; cell++) {
            double after = before + reference.count(cell) / n - current.count(cell) / m;
            double width = reference.edges().cut(cell) - reference.edges().cut(cell - 1);
            area += width * meanAbsolute(before, after);
            before = after;
        }
        return area / deviation;
    }

    private static double tail(Histogram reference, Histogram current, int cell) {
        double unit = reference.edges().unit();
        return Math.abs(
                unit * reference.sum(cell) / reference.size()
                        - unit * current.sum(cell) / current.size());
    }

    /** Mean of |y| along a straight line from one height to another. */
    private static double meanAbsolute(double from, double to) {
        if (from * to >= 0) {
            return Math.abs(from + to) / 2;
        }
        return (from * from + to * to) / (2 * Math.abs(from - to));
    }

    /**
     * Difference of two shares in Cohen's h, {@code 2 asin √p − 2 asin √q}: 0.2 is small at any
     * level of the share.
     *
     * @return in [−π, π], positive when the current share is larger
     */
    public static double cohenH(double reference, double current) {
        return 2 * Math.asin(Math.sqrt(current)) - 2 * Math.asin(Math.sqrt(reference));
    }
}
