package io.floracare.drift;

import org.jspecify.annotations.Nullable;

/**
 * One numeric feature in a window against the baseline.
 *
 * @param name of the feature
 * @param p chance of a distance this large when nothing changed, clustering allowed for
 * @param adjusted p over all features tested (Holm)
 * @param rank false discovery rate at which it would be looked at (Benjamini–Hochberg)
 * @param distance largest difference of the distribution functions, in [0, 1]
 * @param wasserstein distance in standard deviations of the reference
 * @param mean of the window
 * @param referenceMean of the baseline
 * @param referenceDeviation of the baseline, that distances are measured in; 0 in reports of
 *     earlier versions
 * @param designEffect how many photos count as one
 * @param shape both distributions, coarse; null in reports of earlier versions
 * @param drifted surely and by enough to matter
 */
public record FeatureVerdict(
        String name,
        double p,
        double adjusted,
        double rank,
        double distance,
        double wasserstein,
        double mean,
        double referenceMean,
        double referenceDeviation,
        double designEffect,
        @Nullable FeatureShape shape,
        boolean drifted) {}
