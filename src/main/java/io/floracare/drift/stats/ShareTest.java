package io.floracare.drift.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Tests of one share: how many of n photos are of a class, or fail, in the reference and now. Tails
 * are exact, so that rare classes need no large counts.
 */
public final class ShareTest {
    private static final double LARGEST = 1 << 30;

    private ShareTest() {}

    /**
     * Two-sided hypergeometric tail (Fisher's exact test, twice the smaller tail) of clustered
     * counts: both samples are shrunk to their effective size, and the tail is widened to Student's
     * for the variance being an estimate.
     *
     * @param hits of the reference, 0 to {@code size}
     * @param size of the reference
     * @param currentHits of the current sample
     * @param currentSize of the current sample
     * @return the statistic is the difference of the shares, current minus reference
     */
    public static TestResult test(
            long hits,
            long size,
            DesignEffect effect,
            long currentHits,
            long currentSize,
            DesignEffect currentEffect) {
        if (size < 1 || currentSize < 1) {
            return TestResult.NONE;
        }
        double n = effect.effective(size);
        double m = currentEffect.effective(currentSize);
        double before = (double) hits / size;
        double after = (double) currentHits / currentSize;
        double exact = hypergeometric(before * n, n, after * m, m);
        double freedom =
                Kolmogorov.freedom(1 / n, effect.freedom(), 1 / m, currentEffect.freedom());
        return new TestResult(after - before, studentise(exact, freedom), n * m / (n + m), freedom);
    }

    private static double hypergeometric(double hits, double n, double currentHits, double m) {
        // Beyond int the tail's shape no longer changes: both samples shrink alike.
        double shrink = Math.min(1, LARGEST / (n + m));
        int sizeA = (int) Math.max(1, Math.round(n * shrink));
        int sizeB = (int) Math.max(1, Math.round(m * shrink));
        int a = (int) Math.min(sizeA, Math.round(hits * shrink));
        int b = (int) Math.min(sizeB, Math.round(currentHits * shrink));
        if (a + b == 0 || a + b == sizeA + sizeB) {
            return 1;
        }
        double mean = (double) sizeB * (a + b) / ((double) sizeA + sizeB);
        double first = HypergeometricDistribution.of(sizeA + sizeB, a + b, sizeB).probability(b);
        double tail =
                b >= mean ? upper(first, sizeA, sizeB, a, b) : upper(first, sizeB, sizeA, b, a);
        return Math.min(1, 2 * tail);
    }

    /**
     * Sum of the probabilities of b, b + 1, …, each from the one before, until they are nothing.
     */
    private static double upper(double first, double sizeA, double sizeB, double a, double b) {
        double sum = first;
        double term = first;
        for (double step = 0; term > sum * 1e-16; step++) {
            term *= (a - step) * (sizeB - b - step) / ((b + step + 1) * (sizeA - a + step + 1));
            sum += term;
        }
        return sum;
    }

    /**
     * Two-sided binomial tail of a count against a known share.
     *
     * @param hits 0 to {@code size}
     * @param share in [0, 1]
     * @return p in [0, 1]
     */
    public static double binomial(int hits, int size, double share) {
        BinomialDistribution law = BinomialDistribution.of(size, share);
        return twoSided(law.cumulativeProbability(hits), law.survivalProbability(hits - 1));
    }

    /**
     * One-sided binomial tail of clustered counts: chance of a share at least this high when the
     * true one is known.
     *
     * @param hits 0 to {@code size}
     * @param share the true share, in [0, 1]
     */
    public static double exceeds(long hits, long size, DesignEffect effect, double share) {
        if (size < 1 || hits <= share * size) {
            return 1;
        }
        // Fewer photos than there are say less; more than there are cannot be.
        double shrink = Math.min(1, effect.effective(size) / size);
        int trials = (int) Math.max(1, Math.round(Math.min((double) size, LARGEST) * shrink));
        int successes = (int) Math.round((double) hits / size * trials);
        double p =
                successes == 0
                        ? 1
                        : BinomialDistribution.of(trials, share).survivalProbability(successes - 1);
        return Math.min(1, studentise(Math.min(1, 2 * p), effect.freedom()) / (p < 0.5 ? 2 : 1));
    }

    private static double twoSided(double lower, double upper) {
        return Math.min(1, 2 * Math.min(lower, upper));
    }

    /** The p that Student's tail gives where the normal one gives this p. */
    static double studentise(double p, double freedom) {
        if (Double.isInfinite(freedom) || p >= 1) {
            return p;
        }
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(Math.max(p, 1e-300) / 2);
        return Math.min(1, student(z, freedom));
    }

    /** Two-sided tail of Student's t, or of the normal when the degrees of freedom are infinite. */
    static double student(double t, double freedom) {
        return 2
                * (Double.isInfinite(freedom)
                        ? NormalDistribution.of(0, 1).survivalProbability(t)
                        : TDistribution.of(freedom).survivalProbability(t));
    }
}
