package io.floracare.drift.evidently;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The scores of Evidently 0.7 on raw samples, and which of them it would choose. Costs grow with
 * the samples; exact tests are used up to 10,000 values.
 */
public final class EvidentlyScores {
    private static final int SMALL = 1000;

    private EvidentlyScores() {}

    /**
     * Scores of a numeric feature: PSI, KL, JS, Wasserstein, KS.
     *
     * @param reference at least one value, all finite
     * @param current as {@code reference}
     */
    public static Map<EvidentlyScore, Double> ofNumbers(double[] reference, double[] current) {
        Shares shares = Shares.ofNumbers(reference, current);
        Map<EvidentlyScore, Double> scores = new EnumMap<>(EvidentlyScore.class);
        scores.put(EvidentlyScore.PSI, Distances.psi(shares));
        scores.put(EvidentlyScore.KL_DIVERGENCE, Distances.kl(shares));
        scores.put(EvidentlyScore.JENSEN_SHANNON, Distances.jensenShannon(shares));
        scores.put(EvidentlyScore.WASSERSTEIN, Distances.wasserstein(reference, current));
        scores.put(
                EvidentlyScore.KOLMOGOROV_SMIRNOV, PValues.kolmogorovSmirnov(reference, current));
        return scores;
    }

    /**
     * Scores of a categorical feature: PSI, KL, JS, χ², and Z when there are at most two
     * categories.
     *
     * @param reference counts, not all 0
     * @param current as {@code reference}
     */
    public static Map<EvidentlyScore, Double> ofCounts(
            Map<String, Integer> reference, Map<String, Integer> current) {
        Shares shares = Shares.ofCounts(reference, current);
        Map<EvidentlyScore, Double> scores = new EnumMap<>(EvidentlyScore.class);
        scores.put(EvidentlyScore.PSI, Distances.psi(shares));
        scores.put(EvidentlyScore.KL_DIVERGENCE, Distances.kl(shares));
        scores.put(EvidentlyScore.JENSEN_SHANNON, Distances.jensenShannon(shares));
        scores.put(EvidentlyScore.CHI_SQUARE, PValues.chiSquare(reference, current));
        if (categories(reference, current) <= 2) {
            scores.put(EvidentlyScore.Z, PValues.proportions(reference, current));
        }
        return scores;
    }

    /** The score that Evidently chooses for a numeric feature. */
    public static EvidentlyScore choice(double[] reference) {
        long unique = Arrays.stream(reference).distinct().count();
        if (reference.length > SMALL) {
            return unique > 5 ? EvidentlyScore.WASSERSTEIN : EvidentlyScore.JENSEN_SHANNON;
        }
        if (unique > 5) {
            return EvidentlyScore.KOLMOGOROV_SMIRNOV;
        }
        return unique > 2 ? EvidentlyScore.CHI_SQUARE : EvidentlyScore.Z;
    }

    /** The score that Evidently chooses for a categorical feature. */
    public static EvidentlyScore choice(
            Map<String, Integer> reference, Map<String, Integer> current) {
        if (reference.values().stream().mapToLong(Integer::longValue).sum() > SMALL) {
            return EvidentlyScore.JENSEN_SHANNON;
        }
        return categories(reference, current) > 2 ? EvidentlyScore.CHI_SQUARE : EvidentlyScore.Z;
    }

    private static int categories(Map<String, Integer> reference, Map<String, Integer> current) {
        Set<String> names = new HashSet<>(reference.keySet());
        names.addAll(current.keySet());
        return names.size();
    }
}
