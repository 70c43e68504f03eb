package io.floracare.drift;

import io.floracare.baseline.LeafPhotos;
import io.floracare.drift.stats.DesignEffect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often windows of real photos in which nothing changed alarm, over redrawn baselines, floors
 * off. Features and answers are a detector each, with the level for all its tests together.
 *
 * @param size photos in a window
 * @param burst a device sends 1 to this many
 * @param features how often any of the features alarms
 * @param answers how often any share of a class or an outcome alarms
 * @param undecided share of windows without a verdict
 * @param alone how often one feature alarms at the level, were it alone; mean over the features
 * @param strict the same at the level that each has among all
 * @param independent how often any would alarm if features that alarm so often did not move
 *     together
 */
record LeafFalseAlarms(
        int size,
        int burst,
        Rate features,
        Rate answers,
        double undecided,
        double alone,
        double strict,
        double independent) {
    private static final DriftPolicy POLICY =
            DriftPolicy.DEFAULT.withFloors(DriftPolicy.Floors.NONE);

    /**
     * A share of windows.
     *
     * @param mean over all baselines
     * @param high 95th percentile over the baselines
     */
    record Rate(double mean, double high) {
        static Rate of(int[] alarms, int[] decided) {
            double[] shares = new double[alarms.length];
            for (int i = 0; i < alarms.length; i++) {
                shares[i] = decided[i] == 0 ? 0 : (double) alarms[i] / decided[i];
            }
            Arrays.sort(shares);
            return new Rate(
                    (double) Arrays.stream(alarms).sum()
                            / Math.max(1, Arrays.stream(decided).sum()),
                    shares[(int) Math.ceil(0.95 * shares.length) - 1]);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f %% / %.0f %%", 100 * mean, 100 * high);
        }
    }

    /** Draws baselines of ten windows' size, and windows of each. */
    static LeafFalseAlarms of(
            List<LeafPhotos.Photo> photos,
            int baselines,
            int windows,
            int size,
            int burst,
            double level) {
        LeafStream stream =
                new LeafStream(size * 31L + burst, photos, burst, POLICY.photosPerDevice());
        FeatureTests features = new FeatureTests(POLICY, LeafStream.layout());
        ShareTests shares = new ShareTests(POLICY);
        int[] decided = new int[baselines];
        int[] ofFeatures = new int[baselines];
        int[] ofAnswers = new int[baselines];
        Map<String, int[]> marginal = new TreeMap<>();
        for (int baseline = 0; baseline < baselines; baseline++) {
            Reference reference = stream.reference(size * 10);
            for (int window = 0; window < windows; window++) {
                LeafStream.Window current = stream.window(size, reference);
                if (DesignEffect.ofShares(current.outcomes().clusters()).groups()
                                < POLICY.minimumGroups()
                        || current.outcomes().size() < POLICY.minimumPhotos() / 2) {
                    continue;
                }
                decided[baseline]++;
                List<FeatureVerdict> verdicts =
                        features.test(
                                reference.features(),
                                current.features(),
                                level,
                                Hashes.of(baseline, window));
                for (FeatureVerdict verdict : verdicts) {
                    int[] counts = marginal.computeIfAbsent(verdict.name(), key -> new int[2]);
                    counts[0] += verdict.p() <= level ? 1 : 0;
                    counts[1] += verdict.p() <= level / verdicts.size() ? 1 : 0;
                }
                ofFeatures[baseline] += verdicts.stream().anyMatch(FeatureVerdict::drifted) ? 1 : 0;
                ofAnswers[baseline] +=
                        answers(shares, stream.labels(), reference, current, level) ? 1 : 0;
            }
        }
        double all = Math.max(1, Arrays.stream(decided).sum());
        return new LeafFalseAlarms(
                size,
                burst,
                Rate.of(ofFeatures, decided),
                Rate.of(ofAnswers, decided),
                1 - Arrays.stream(decided).sum() / ((double) baselines * windows),
                marginal.values().stream().mapToDouble(c -> c[0] / all).average().orElse(0),
                marginal.values().stream().mapToDouble(c -> c[1] / all).average().orElse(0),
                1
                        - marginal.values().stream()
                                .mapToDouble(c -> 1 - c[1] / all)
                                .reduce(1, (a, b) -> a * b));
    }

    private static boolean answers(
            ShareTests shares,
            List<String> labels,
            Reference reference,
            LeafStream.Window current,
            double level) {
        return shares
                        .test(labels, reference.predictions(), current.predictions(), level / 2)
                        .stream()
                        .anyMatch(ShareVerdict::drifted)
                || shares
                        .test(
                                DriftEvaluator.OUTCOMES,
                                reference.outcomes(),
                                current.outcomes(),
                                level / 2)
                        .stream()
                        .anyMatch(ShareVerdict::drifted);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %,d | 1–%d | %s | %s | %.0f %% | %.2f %% | %.3f %% | %.2f %% |",
                size,
                burst,
                features,
                answers,
                100 * undecided,
                100 * alone,
                100 * strict,
                100 * independent);
    }
}
