package io.floracare.drift.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Adjusted p-values of several tests; the result has the order of the argument. */
public final class MultipleTesting {
    private MultipleTesting() {}

    /** Bonferroni: {@code min(1, m·p)}. */
    public static double[] bonferroni(double[] p) {
        double[] adjusted = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            adjusted[i] = Math.min(1, p.length * p[i]);
        }
        return adjusted;
    }

    /** Holm's step-down (1979): holds the family-wise error rate, never weaker than Bonferroni. */
    public static double[] holm(double[] p) {
        int[] order = order(p);
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    /** Benjamini and Hochberg's step-up (1995), to rank what to look at; it never alerts. */
    public static double[] benjaminiHochberg(double[] p) {
        int[] order = order(p);
        double[] adjusted = new double[p.length];
        double smallest = 1;
        for (int rank = p.length - 1; rank >= 0; rank--) {
            smallest = Math.min(smallest, p.length * p[order[rank]] / (rank + 1));
            adjusted[order[rank]] = smallest;
        }
        return adjusted;
    }

    private static int[] order(double[] p) {
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
