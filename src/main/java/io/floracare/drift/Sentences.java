package io.floracare.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says in a sentence what changed, the largest changes first. */
final class Sentences {
    static final String STABLE = "Nothing changed by more than chance and by more than matters.";

    private static final int NAMED = 3;

    private Sentences() {}

    static String of(
            List<FeatureVerdict> features,
            List<ShareVerdict> classes,
            List<ShareVerdict> outcomes) {
        List<String> parts = new ArrayList<>();
        features.stream()
                .filter(FeatureVerdict::drifted)
                .sorted(Comparator.comparingDouble(FeatureVerdict::wasserstein).reversed())
                .map(Sentences::describe)
                .forEach(parts::add);
        for (List<ShareVerdict> shares : List.of(outcomes, classes)) {
            shares.stream()
                    .filter(ShareVerdict::drifted)
                    .sorted(Comparator.comparingDouble(share -> -Math.abs(share.cohenH())))
                    .map(Sentences::describe)
                    .forEach(parts::add);
        }
        if (parts.isEmpty()) {
            return STABLE;
        }
        String named = String.join(", ", parts.subList(0, Math.min(NAMED, parts.size())));
        int more = parts.size() - NAMED;
        return "Changed: " + named + (more > 0 ? " and " + more + " more." : ".");
    }

    private static String describe(FeatureVerdict feature) {
        double change = feature.mean() - feature.referenceMean();
        return String.format(
                Locale.ROOT,
                "%s (%s, %.2f σ)",
                feature.name(),
                change > 0 ? "higher" : change < 0 ? "lower" : "other shape",
                feature.wasserstein());
    }

    private static String describe(ShareVerdict share) {
        return String.format(
                Locale.ROOT,
                "%s (%.1f %% instead of %.1f %%)",
                share.name(),
                100 * share.share(),
                100 * share.referenceShare());
    }
}
