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
     * @param level chance of any false verdict among them
     */
    public List<QualityVerdict> test(QualityCounts window, double level) {
        List<QualityVerdict> verdicts = new ArrayList<>();
        Issue[] issues = Issue.values();
        for (Issue issue : issues) {
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
}
