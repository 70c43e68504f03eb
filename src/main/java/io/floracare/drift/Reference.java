package io.floracare.drift;

import io.floracare.drift.stats.CategoricalCounts;
import java.util.List;

/**
 * What a baseline expects of one segment.
 *
 * @param size photos it stands on
 * @param features in the layout's order; null-free: a feature that the reference lacks is left out
 *     of the layout
 * @param predictions answers by cluster bucket
 * @param outcomes answers, abstentions and background by cluster bucket
 */
record Reference(
        long size,
        List<FeatureReference> features,
        CategoricalCounts predictions,
        CategoricalCounts outcomes) {
    Reference {
        features = List.copyOf(features);
        if (size < 1) {
            throw new IllegalArgumentException("a reference stands on at least one photo");
        }
    }
}
