package io.floracare.drift.stats;

/**
 * The two-sample Kolmogorov–Smirnov test on histogram counts of clustered samples. On counts D is
 * the largest difference at a cut, at most the D of the values; where the cuts are quantiles of the
 * reference, the loss is below 0.0013.
 */
public final class Kolmogorov {
    private Kolmogorov() {}

    /**
     * Tests whether two histograms come from one distribution.
     *
     * @param reference with its design effect
     * @param current with its design effect, same edges
     * @return the statistic D in [0, 1] and its tail
     */
    public static TestResult test(
            Histogram reference,
            DesignEffect referenceEffect,
            Histogram current,
            DesignEffect currentEffect) {
        double d = distance(reference, current);
        double a = 1 / referenceEffect.effective(reference.size());
        double b = 1 / currentEffect.effective(current.size());
        double freedom = freedom(a, referenceEffect.freedom(), b, currentEffect.freedom());
        double effective = 1 / (a + b);
        double directions =
                (a * referenceEffect.directions() + b * currentEffect.directions()) / (a + b);
        return new TestResult(d, tail(d, effective, freedom, directions), effective, freedom);
    }

    /** The largest difference of the two distribution functions over the cuts. */
    public static double distance(Histogram reference, Histogram current) {
        if (!reference.edges().equals(current.edges())) {
            throw new IllegalArgumentException("histograms of different references do not compare");
        }
        double n = reference.size();
        double m = current.size();
        long below = 0;
        long under = 0;
        double largest = 0;
        for (int cell = 0; cell < reference.edges().cuts(); cell++) {
            below += reference.count(cell);
            under += current.count(cell);
            largest = Math.max(largest, Math.abs(below / n - under / m));
        }
        return largest;
    }

    /** Degrees of freedom of a sum of two estimated variances (Welch 1947, Satterthwaite 1946). */
    static double freedom(double a, double freedomA, double b, double freedomB) {
        return (a + b) * (a + b) / (a * a / freedomA + b * b / freedomB);
    }

    /**
     * Probability of a D at least this large when nothing changed.
     *
     * <p>For independent photos the limit is Kolmogorov's {@code 2 Σ (−1)^(k−1) exp(−2k²λ²)} with
     * Stephens' correction for finite samples (1970), {@code λ = D (√n + 0.12 + 0.11/√n)}. The
     * variance being an estimate with ν degrees of freedom, λ² is divided by a χ²(ν)/ν; the mean of
     * {@code exp(−2k²λ²S)} over it is {@code (1 + 4k²λ²/ν)^(−ν/2)}, as the normal tail becomes
     * Student's.
     *
     * <p>Where whole clusters shift together, the distribution function moves in fewer directions
     * than a Brownian bridge and its largest deviation is smaller: in a single direction it is
     * {@code |t(ν)| = 2λ}, of the same exponent with a smaller factor. In between, the two tails
     * are mixed by the root of the excess of directions; simulations of clustered data hold the
     * level, between half of it and all, with that weight.
     *
     * @param d in [0, 1]
     * @param effective effective size {@code 1 / (1/n + 1/m)}
     * @param freedom degrees of freedom of the variance, infinite when it is known
     * @param directions as in {@link DesignEffect}
     * @return in [0, 1]
     */
    public static double tail(double d, double effective, double freedom, double directions) {
        double root = Math.sqrt(effective);
        double lambda = d * (root + 0.12 + 0.11 / root);
        if (!(lambda > 0.2)) {
            return 1;
        }
        double weight = Math.min(1, Math.sqrt((directions - 1) / (DesignEffect.BRIDGE - 1)));
        double single = weight < 1 ? ShareTest.student(2 * lambda, freedom) : 0;
        return weight * bridge(lambda, freedom) + (1 - weight) * single;
    }

    private static double bridge(double lambda, double freedom) {
        double sum = 0;
        for (int k = 1; k <= 1000; k++) {
            double term = term(4.0 * k * k * lambda * lambda, freedom);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-12 * Math.abs(sum) || term < 1e-300) {
                break;
            }
        }
        return Math.clamp(2 * sum, 0.0, 1.0);
    }

    private static double term(double x, double freedom) {
        return Double.isInfinite(freedom)
                ? Math.exp(-x / 2)
                : Math.exp(-freedom / 2 * Math.log1p(x / freedom));
    }
}
