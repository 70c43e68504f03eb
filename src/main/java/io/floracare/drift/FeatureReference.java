package io.floracare.drift;

import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;

/**
 * What a baseline knows of one feature in one segment.
 *
 * @param histogram the counts; its sums and clusters are not kept
 * @param effect the design effect of the reference
 * @param mean of the reference
 * @param deviation population standard deviation of the reference, 0 for a constant
 */
record FeatureReference(Histogram histogram, DesignEffect effect, double mean, double deviation) {
    FeatureReference {
        if (!(deviation >= 0) || !Double.isFinite(mean)) {
            throw new IllegalArgumentException("a reference has a finite mean and deviation");
        }
    }

    /** The deviation that distances are measured in; a constant moves in its own steps. */
    double scale() {
        return deviation > 0 ? deviation : histogram.edges().unit() * (1 << 10);
    }
}
