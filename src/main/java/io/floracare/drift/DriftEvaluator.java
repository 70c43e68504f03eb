package io.floracare.drift;

import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Interval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a window with a baseline. Deterministic: the same counts give the same report, bit for
 * bit. The level of a test follows from the alert budget; features and answers each get the part of
 * one detector.
 */
public final class DriftEvaluator {
    static final List<String> OUTCOMES = List.of("answered", "uncertain", "background");
    private static final double CONFIDENCE = 0.95;

    private final Baseline baseline;
    private final DriftPolicy policy;
    private final FeatureTests features;
    private final ShareTests shares;
    private final double level;

    /** An evaluator of one baseline. */
    public DriftEvaluator(Baseline baseline, DriftPolicy policy) {
        this.baseline = baseline;
        this.policy = policy;
        this.features = new FeatureTests(policy, baseline.layout());
        this.shares = new ShareTests(policy);
        this.level = policy.familyLevel(baseline.segments().size());
    }

    /** Chance that one detector has a false breach in one window of one segment. */
    public double level() {
        return level;
    }

    /**
     * The report of a window.
     *
     * @param segment one that the baseline knows
     * @param start of the window
     * @param revision of the report
     */
    public DriftReport report(Segment segment, Instant start, int revision, WindowCounts window) {
        double groups = DesignEffect.ofShares(window.outcomes().clusters()).groups();
        String missing = missing(window.size(), groups);
        Findings findings =
                missing == null
                        ? findings(segment, start, window)
                        : new Findings(missing, List.of(), List.of(), List.of(), null);
        return new DriftReport(
                baseline.model(),
                segment,
                start,
                start.plus(policy.window()),
                revision,
                missing != null
                        ? Verdict.INSUFFICIENT_DATA
                        : findings.drifted() ? Verdict.DRIFT : Verdict.STABLE,
                findings.sentence,
                window.size(),
                baseline.reference(segment, start, policy.window()).size(),
                groups,
                findings.features,
                findings.classes,
                findings.outcomes,
                findings.accuracy,
                List.of());
    }

    private @Nullable String missing(long photos, double groups) {
        if (photos < policy.minimumPhotos()) {
            return "Too few photos to say: %d, at least %d are needed."
                    .formatted(photos, policy.minimumPhotos());
        }
        if (groups < policy.minimumGroups()) {
            return "Too few devices to say: the photos count as %.1f groups of 32, %.0f are needed."
                    .formatted(groups, policy.minimumGroups());
        }
        return null;
    }

    private Findings findings(Segment segment, Instant start, WindowCounts window) {
        Reference reference = baseline.reference(segment, start, policy.window());
        long seed = Hashes.of(Hashes.of(segment.toString()), start.toEpochMilli());
        List<FeatureVerdict> numbers =
                features.test(reference.features(), window.features(), level, seed);
        // Classes and outcomes are one detector: each family has half of its level.
        List<ShareVerdict> classes =
                shares.test(
                        baseline.layout().labels(),
                        reference.predictions(),
                        window.predictions(),
                        level / 2);
        List<ShareVerdict> outcomes =
                shares.test(OUTCOMES, reference.outcomes(), window.outcomes(), level / 2);
        return new Findings(
                Sentences.of(numbers, classes, outcomes),
                numbers,
                classes,
                outcomes,
                accuracy(window, outcomes));
    }

    private @Nullable AccuracyEstimate accuracy(WindowCounts window, List<ShareVerdict> outcomes) {
        Calibration calibration = baseline.calibration();
        if (calibration == null) {
            return null;
        }
        Interval estimate = calibration.estimate(window.answered(), CONFIDENCE);
        return new AccuracyEstimate(
                window.answered().size(),
                window.answered().size() == 0 ? null : estimate.estimate(),
                estimate.low(),
                estimate.high(),
                calibration.reference(),
                outcomes.stream().noneMatch(ShareVerdict::drifted));
    }

    private record Findings(
            String sentence,
            List<FeatureVerdict> features,
            List<ShareVerdict> classes,
            List<ShareVerdict> outcomes,
            @Nullable AccuracyEstimate accuracy) {
        boolean drifted() {
            return features.stream().anyMatch(FeatureVerdict::drifted)
                    || classes.stream().anyMatch(ShareVerdict::drifted)
                    || outcomes.stream().anyMatch(ShareVerdict::drifted);
        }
    }
}
