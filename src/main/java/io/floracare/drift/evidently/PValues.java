package io.floracare.drift.evidently;

import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/** p-values of two samples. */
final class PValues {
    private static final int EXACT = 10_000;

    private PValues() {}

    /** Two-sided Kolmogorov–Smirnov test, exact where both samples have at most 10,000 values. */
    static double kolmogorovSmirnov(double[] reference, double[] current) {
        boolean exact = Math.max(reference.length, current.length) <= EXACT;
        return KolmogorovSmirnovTest.withDefaults()
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .test(reference, current)
                .getPValue();
    }

    /**
     * One-sample χ² of the current counts against the reference's shares, which takes the reference
     * for the truth.
     *
     * @return NaN for a single category; 0 when a category is new
     */
    static double chiSquare(Map<String, Integer> reference, Map<String, Integer> current) {
        TreeSet<String> names = new TreeSet<>(reference.keySet());
        names.addAll(current.keySet());
        if (names.size() < 2) {
            return Double.NaN;
        }
        double n = total(reference);
        double m = total(current);
        double sum = 0;
        for (String name : names) {
            double expected = reference.getOrDefault(name, 0) / n * m;
            double difference = current.getOrDefault(name, 0) - expected;
            sum += difference * difference / expected;
        }
        return Double.isInfinite(sum)
                ? 0
                : ChiSquaredDistribution.of(names.size() - 1).survivalProbability(sum);
    }

    /** Two-sided pooled test of two proportions: those of the first category in order. */
    static double proportions(Map<String, Integer> reference, Map<String, Integer> current) {
        TreeSet<String> names = new TreeSet<>(reference.keySet());
        names.addAll(current.keySet());
        double n = total(reference);
        double m = total(current);
        double p = reference.getOrDefault(names.first(), 0) / n;
        double q = current.getOrDefault(names.first(), 0) / m;
        double pooled = (p * n + q * m) / (n + m);
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
        return deviation == 0
                ? 1
                : 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(p - q) / deviation);
    }

    private static double total(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
}
