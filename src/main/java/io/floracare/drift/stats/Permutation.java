package io.floracare.drift.stats;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Draws of counts without replacement (multivariate hypergeometric), each category conditional on
 * those before: what is left when photos are shuffled between the reference and the current window.
 */
public final class Permutation {
    private Permutation() {}

    /**
     * Draws some of the photos that a table of counts holds.
     *
     * @param counts by category
     * @param size how many are drawn, at most their sum
     */
    public static int[] draw(int[] counts, int size, RandomGenerator random) {
        int left = 0;
        for (int count : counts) {
            left = Math.addExact(left, count);
        }
        if (size > left || size < 0) {
            throw new IllegalArgumentException("cannot draw " + size + " of " + left);
        }
        int[] drawn = new int[counts.length];
        int wanted = size;
        for (int i = 0; i < counts.length && wanted > 0; i++) {
            if (counts[i] > 0) {
                drawn[i] = hypergeometric(left, counts[i], wanted, random.nextDouble());
            }
            left -= counts[i];
            wanted -= drawn[i];
        }
        return drawn;
    }

    /**
     * Inverts the distribution from its mode outwards: about as many steps as its deviation, fifty
     * times faster than from the tail.
     */
    private static int hypergeometric(int population, int hits, int size, double uniform) {
        HypergeometricDistribution law = HypergeometricDistribution.of(population, hits, size);
        int mode = (int) ((size + 1L) * (hits + 1L) / (population + 2L));
        double above = law.probability(mode);
        double below = above;
        int up = mode;
        int down = mode;
        double left = uniform - above;
        while (left >= 0) {
            double rest = population - (double) hits - size;
            above *= (double) (hits - up) * (size - up) / ((up + 1.0) * (rest + up + 1));
            below *= down * (rest + down) / ((hits - down + 1.0) * (size - down + 1.0));
            if (above <= 0 && below <= 0) {
                return mode;
            }
            if (above > 0 && (left -= above) < 0) {
                return up + 1;
            }
            up += above > 0 ? 1 : 0;
            if (below > 0 && (left -= below) < 0) {
                return down - 1;
            }
            down -= below > 0 ? 1 : 0;
        }
        return mode;
    }

    /**
     * Permutation p-value of D for independent photos, {@code (1 + #{D* ≥ D}) / (1 + draws)}
     * (Phipson and Smyth, 2010).
     *
     * @param reference counts by cell, in the order of the values
     * @param current as {@code reference}
     */
    public static double test(int[] reference, int[] current, int draws, RandomGenerator random) {
        int[] pooled = new int[reference.length];
        int size = 0;
        for (int i = 0; i < pooled.length; i++) {
            pooled[i] = reference[i] + current[i];
            size += current[i];
        }
        double observed = distance(pooled, current, size);
        int atLeast = 1;
        for (int draw = 0; draw < draws; draw++) {
            // Rounding must not make an equal distance a smaller one.
            if (distance(pooled, draw(pooled, size, random), size) >= observed - 1e-12) {
                atLeast++;
            }
        }
        return (double) atLeast / (1 + draws);
    }

    /** The distance of a part from the rest, up to the constant factor that ordering ignores. */
    private static double distance(int[] pooled, int[] part, int size) {
        long total = 0;
        for (int count : pooled) {
            total += count;
        }
        long all = 0;
        long some = 0;
        double largest = 0;
        for (int i = 0; i < pooled.length; i++) {
            all += pooled[i];
            some += part[i];
            largest = Math.max(largest, Math.abs((double) some / size - (double) all / total));
        }
        return largest;
    }
}
