package io.floracare.drift;

import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.ShareTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Tests the rates of quality issues against what is accepted. */
public final class QualityTests {
    /** Accepted where nothing else is said. */
    private static final double TOLERATED = 0.01;

    private final DriftPolicy policy;
    private final Map<Issue, Double> expected;

    /**
     * Tests.
     *
     * @param expected share of photos with an issue that is accepted, in [0, 1]
     */
    public QualityTests(DriftPolicy policy, Map<Issue, Double> expected) {
        this.policy = policy;
        this.expected = Map.copyOf(expected);
    }

    /**
     * Verdicts, the surest first; without enough photos or devices none is raised.
     *
     * @param devices that sent the photos
     * @param level chance of any false verdict among them
     */
    public List<QualityVerdict> test(QualityCounts window, long devices, double level) {
        List<QualityVerdict> verdicts = new ArrayList<>();
        Issue[] issues = Issue.values();
        for (Issue issue : issues) {
            if (issue == Issue.DUPLICATE) {
                if (window.hashed() > 0) {
                    verdicts.add(duplicates(window, devices, level / issues.length));
                }
                continue;
            }
            double accepted = expected.getOrDefault(issue, TOLERATED);
            long hits = window.count(issue);
            double share = window.size() == 0 ? 0 : (double) hits / window.size();
            DesignEffect effect = DesignEffect.ofShare(window.pair(issue), 0);
            boolean enough =
                    window.size() >= policy.minimumPhotos()
                            && effect.groups() >= policy.minimumGroups();
            double p = enough ? ShareTest.exceeds(hits, window.size(), effect, accepted) : 1;
            verdicts.add(
                    new QualityVerdict(
                            issue, hits, share, accepted, p, p * issues.length <= level));
        }
        verdicts.sort(
                Comparator.comparingDouble(QualityVerdict::p)
                        .thenComparing(
                                Comparator.comparingDouble(QualityVerdict::share).reversed()));
        return verdicts;
    }

    /**
     * Which photos are duplicates is not known, so neither is how they are spread over devices:
     * each device counts as one photo, as if all of its photos were duplicates or none.
     */
    private QualityVerdict duplicates(QualityCounts window, long devices, double level) {
        double accepted = expected.getOrDefault(Issue.DUPLICATE, TOLERATED);
        long photos = window.hashed();
        long hits = window.duplicates();
        boolean enough = photos >= policy.minimumPhotos() && devices >= policy.minimumGroups();
        DesignEffect effect =
                DesignEffect.NONE.withFactor(Math.max(1, photos / (double) Math.max(1, devices)));
        double p = enough ? ShareTest.exceeds(hits, photos, effect, accepted) : 1;
        double share = window.duplicateShare();
        return new QualityVerdict(
                Issue.DUPLICATE, hits, Double.isNaN(share) ? 0 : share, accepted, p, p <= level);
    }
}
