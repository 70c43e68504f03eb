package io.floracare.drift;

import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.EffectSizes;
import io.floracare.drift.stats.Histogram;
import io.floracare.drift.stats.Kolmogorov;
import io.floracare.drift.stats.MultipleTesting;
import io.floracare.drift.stats.TestResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Tests the numeric features of a window, each against the baseline's histogram. */
final class FeatureTests {
    /** A window is never thinned below this effective size: it could see nothing any more. */
    private static final double LEAST_EFFECTIVE = 50;

    private final DriftPolicy policy;
    private final List<String> names;

    FeatureTests(DriftPolicy policy, Layout layout) {
        this.policy = policy;
        this.names = layout.features().stream().map(NumericFeature::name).toList();
    }

    /**
     * Verdicts, most surely changed first.
     *
     * @param level chance of any false verdict among them
     * @param seed of the thinning, the same for the same window
     */
    List<FeatureVerdict> test(
            List<FeatureReference> references, List<Histogram> current, double level, long seed) {
        double[] p = new double[names.size()];
        DesignEffect[] effects = new DesignEffect[names.size()];
        for (int i = 0; i < p.length; i++) {
            effects[i] = DesignEffect.ofDistribution(current.get(i).clusters());
            p[i] = test(references.get(i), current.get(i), effects[i], Hashes.of(seed, i)).p();
        }
        double[] adjusted = MultipleTesting.holm(p);
        double[] ranks = MultipleTesting.benjaminiHochberg(p);
        List<FeatureVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            FeatureReference reference = references.get(i);
            boolean empty = current.get(i).size() == 0 || reference.histogram().size() == 0;
            double distance =
                    empty ? 0 : Kolmogorov.distance(reference.histogram(), current.get(i));
            double wasserstein =
                    empty
                            ? 0
                            : EffectSizes.wasserstein(
                                    reference.histogram(), current.get(i), reference.scale());
            verdicts.add(
                    new FeatureVerdict(
                            names.get(i),
                            p[i],
                            adjusted[i],
                            ranks[i],
                            distance,
                            wasserstein,
                            empty ? reference.mean() : current.get(i).mean(),
                            reference.mean(),
                            reference.scale(),
                            effects[i].factor(),
                            FeatureShape.of(reference.histogram(), current.get(i)),
                            adjusted[i] <= level
                                    && distance >= policy.floors().distance()
                                    && wasserstein >= policy.floors().wasserstein()));
        }
        verdicts.sort(
                Comparator.comparingDouble(FeatureVerdict::p)
                        .thenComparing(
                                Comparator.comparingDouble(FeatureVerdict::distance).reversed())
                        .thenComparing(FeatureVerdict::name));
        return verdicts;
    }

    private TestResult test(
            FeatureReference reference, Histogram current, DesignEffect effect, long seed) {
        Histogram before = reference.histogram();
        if (before.size() == 0 || current.size() == 0) {
            return TestResult.NONE;
        }
        double most =
                Math.max(
                        LEAST_EFFECTIVE,
                        reference.effect().effective(before.size()) / policy.referenceRatio());
        double size = current.size();
        if (effect.effective(current.size()) <= most) {
            return Kolmogorov.test(before, reference.effect(), current, effect);
        }
        // Of n photos the share s is kept: n·s / (1 + (f − 1)·s) effective ones are left.
        double kept = most / (size - most * (effect.factor() - 1));
        int photos = Math.clamp(Math.round(size * kept), 1, Math.toIntExact(current.size()));
        return Kolmogorov.test(
                before,
                reference.effect(),
                current.thinned(photos, new SplittableRandom(seed)),
                effect.thinned(kept));
    }
}
