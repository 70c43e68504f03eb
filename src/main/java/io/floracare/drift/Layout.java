package io.floracare.drift;

import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.CategoricalCounts;
import java.util.List;
import java.util.Set;

/**
 * What is counted, as a baseline fixes it.
 *
 * @param features the numeric features, {@code confidence} among them
 * @param edges of each feature's histogram
 * @param labels names of the classes in index order
 * @param background classes of photos that show no single leaf
 */
public record Layout(
        List<NumericFeature> features,
        List<BinEdges> edges,
        List<String> labels,
        Set<Integer> background) {
    public Layout {
        features = List.copyOf(features);
        edges = List.copyOf(edges);
        labels = List.copyOf(labels);
        background = Set.copyOf(background);
        if (features.size() != edges.size() || labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "a layout has edges for each feature, and at least one class");
        }
        if (features.stream().noneMatch(feature -> feature.name().equals("confidence"))) {
            throw new IllegalArgumentException("a layout has the feature 'confidence'");
        }
    }

    /** Index of the confidence among the features. */
    public int confidence() {
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).name().equals("confidence")) {
                return i;
            }
        }
        throw new IllegalStateException("checked when the layout was made");
    }

    /** Edges of the confidence of answers. */
    BinEdges answeredEdges() {
        return edges.get(confidence());
    }

    /** Classes told apart; those of higher index count as other. */
    int categories() {
        return Math.min(labels.size(), CategoricalCounts.MAX_CATEGORIES);
    }

    /** Whether an answer says that there is no single leaf. */
    boolean isBackground(int prediction) {
        return !background.isEmpty() && background.contains(prediction);
    }
}
