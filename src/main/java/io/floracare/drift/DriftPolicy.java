package io.floracare.drift;

import io.floracare.drift.stats.AlertBudget;
import java.time.Duration;

/**
 * When a change is called drift.
 *
 * @param window length of a tested, tumbling window of event time
 * @param budget false alert openings accepted, over everything watched
 * @param floors smallest changes that matter
 * @param minimumPhotos a window of fewer has no verdict
 * @param minimumGroups a window whose photos come from fewer effective device buckets has no
 *     verdict
 * @param photosPerDevice most photos of one device in a window that enter the test
 * @param referenceRatio the baseline's effective size over the window's, at least; a larger window
 *     is thinned, since otherwise one unlucky baseline alarms all the time
 */
public record DriftPolicy(
        Duration window,
        AlertBudget budget,
        Floors floors,
        int minimumPhotos,
        double minimumGroups,
        int photosPerDevice,
        double referenceRatio) {
    /** Detectors that share the budget: features, answers, quality, abrupt changes. */
    public static final int DETECTORS = 4;

    /** Hourly windows and one false alert a month. */
    public static final DriftPolicy DEFAULT =
            new DriftPolicy(
                    Duration.ofHours(1),
                    new AlertBudget(1, Duration.ofDays(30)),
                    new Floors(0.02, 0.05, 0.05),
                    100,
                    10,
                    20,
                    10);

    public DriftPolicy {
        if (window.isZero()
                || window.isNegative()
                || minimumPhotos < 2
                || !(minimumGroups >= 2)
                || photosPerDevice < 1
                || !(referenceRatio > 0)) {
            throw new IllegalArgumentException(
                    "a drift policy has a window, at least 2 photos from 2 groups, at least one"
                            + " photo a device and a positive reference ratio");
        }
    }

    /**
     * Smallest changes that matter, however sure they are.
     *
     * @param distance of two distribution functions, in [0, 1]
     * @param wasserstein in standard deviations of the reference
     * @param cohenH of two shares
     */
    public record Floors(double distance, double wasserstein, double cohenH) {
        /** Every change matters. */
        public static final Floors NONE = new Floors(0, 0, 0);
    }

    /** As this policy with other floors. */
    public DriftPolicy withFloors(Floors other) {
        return new DriftPolicy(
                window,
                budget,
                other,
                minimumPhotos,
                minimumGroups,
                photosPerDevice,
                referenceRatio);
    }

    /** As this policy with windows of another length. */
    public DriftPolicy withWindow(Duration other) {
        return new DriftPolicy(
                other,
                budget,
                floors,
                minimumPhotos,
                minimumGroups,
                photosPerDevice,
                referenceRatio);
    }

    /** As this policy with another budget. */
    public DriftPolicy withBudget(AlertBudget other) {
        return new DriftPolicy(
                window,
                other,
                floors,
                minimumPhotos,
                minimumGroups,
                photosPerDevice,
                referenceRatio);
    }

    /**
     * Chance that one detector has a false breach in one window of one segment.
     *
     * @param segments number of segments with a verdict
     */
    double familyLevel(int segments) {
        return budget.alpha(window, segments, DETECTORS, 1);
    }
}
