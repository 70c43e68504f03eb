package io.floracare.drift;

import io.floracare.drift.stats.CategoricalCounts;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.EffectSizes;
import io.floracare.drift.stats.MultipleTesting;
import io.floracare.drift.stats.ShareTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tests the shares of categories in a window, each against the baseline's. */
final class ShareTests {
    private final DriftPolicy policy;

    ShareTests(DriftPolicy policy) {
        this.policy = policy;
    }

    /**
     * Verdicts, most surely changed first.
     *
     * @param names of the categories
     * @param level chance of any false verdict among them
     */
    List<ShareVerdict> test(
            List<String> names,
            CategoricalCounts reference,
            CategoricalCounts current,
            double level) {
        int categories = Math.min(names.size(), reference.categories());
        double[] p = new double[categories];
        for (int i = 0; i < categories; i++) {
            DesignEffect before = DesignEffect.ofShare(reference.clusters(), i);
            DesignEffect now = DesignEffect.ofShare(current.clusters(), i);
            // What comes in rare bursts looks unclustered in a window that has few of them.
            DesignEffect safe =
                    rarity(current.share(i)) < rarity(reference.share(i))
                            ? now.withFactor(Math.max(now.factor(), before.factor()))
                            : now;
            p[i] =
                    ShareTest.test(
                                    reference.count(i),
                                    reference.size(),
                                    before,
                                    current.count(i),
                                    current.size(),
                                    safe)
                            .p();
        }
        double[] adjusted = MultipleTesting.holm(p);
        List<ShareVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < categories; i++) {
            double change = EffectSizes.cohenH(reference.share(i), current.share(i));
            verdicts.add(
                    new ShareVerdict(
                            names.get(i),
                            current.share(i),
                            reference.share(i),
                            p[i],
                            adjusted[i],
                            change,
                            adjusted[i] <= level && Math.abs(change) >= policy.floors().cohenH()));
        }
        verdicts.sort(
                Comparator.comparingDouble(ShareVerdict::p)
                        .thenComparingDouble(verdict -> -Math.abs(verdict.cohenH()))
                        .thenComparing(ShareVerdict::name));
        return verdicts;
    }

    /** Share of those that are fewer: the photos that are of a category, or that are not. */
    private static double rarity(double share) {
        return Math.min(share, 1 - share);
    }
}
