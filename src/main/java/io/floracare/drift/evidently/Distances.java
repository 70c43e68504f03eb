package io.floracare.drift.evidently;

import java.util.Arrays;

/** Distances between two samples. */
final class Distances {
    private Distances() {}

    /** Population stability index, {@code Σ (r − c) ln(r / c)}. */
    static double psi(Shares binned) {
        Shares shares = binned.withoutZeros();
        double sum = 0;
        for (int i = 0; i < shares.reference().length; i++) {
            double r = shares.reference()[i];
            double c = shares.current()[i];
            sum += (r - c) * Math.log(r / c);
        }
        return sum;
    }

    /** Kullback–Leibler divergence {@code Σ r ln(r / c)} of the renormalised shares. */
    static double kl(Shares binned) {
        Shares shares = binned.withoutZeros();
        return divergence(normalised(shares.reference()), normalised(shares.current()));
    }

    /** Jensen–Shannon distance, natural logarithm, in [0, √ln 2]. */
    static double jensenShannon(Shares binned) {
        double[] r = normalised(binned.reference());
        double[] c = normalised(binned.current());
        double[] middle = new double[r.length];
        for (int i = 0; i < r.length; i++) {
            middle[i] = (r[i] + c[i]) / 2;
        }
        return Math.sqrt(Math.max(0, (divergence(r, middle) + divergence(c, middle)) / 2));
    }

    /** First Wasserstein distance over the reference's population deviation, at least 0.001. */
    static double wasserstein(double[] reference, double[] current) {
        double[] r = sorted(reference);
        double[] c = sorted(current);
        double mean = Arrays.stream(r).average().orElseThrow();
        double variance =
                Arrays.stream(r).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        double area = 0;
        int i = 0;
        int j = 0;
        double previous = Math.min(r[0], c[0]);
        while (i < r.length || j < c.length) {
            double next = j == c.length || (i < r.length && r[i] <= c[j]) ? r[i] : c[j];
            double height = Math.abs((double) i / r.length - (double) j / c.length);
            area += height * (next - previous);
            while (i < r.length && r[i] == next) {
                i++;
            }
            while (j < c.length && c[j] == next) {
                j++;
            }
            previous = next;
        }
        return area / Math.max(Math.sqrt(variance), 0.001);
    }

    private static double divergence(double[] r, double[] c) {
        double sum = 0;
        for (int i = 0; i < r.length; i++) {
            sum += r[i] == 0 ? 0 : r[i] * Math.log(r[i] / c[i]);
        }
        return sum;
    }

    private static double[] normalised(double[] shares) {
        double total = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / total).toArray();
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
