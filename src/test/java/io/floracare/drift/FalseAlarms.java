package io.floracare.drift;

import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How often windows in which nothing changed alarm, over redrawn baselines, floors off.
 *
 * @param name of the setting
 * @param mean share of windows with a verdict that alarm
 * @param high 95th percentile of that share over the baselines
 * @param undecided share of windows without a verdict
 */
record FalseAlarms(String name, double mean, double high, double undecided) {
    private static final DriftPolicy POLICY =
            DriftPolicy.DEFAULT.withFloors(DriftPolicy.Floors.NONE);

    /** Draws baselines of ten windows' size, and windows of each. */
    static FalseAlarms of(
            int baselines, int windows, int size, int burst, double correlation, double level) {
        NullStream stream =
                new NullStream(size * 31L + burst, 1, burst, correlation, POLICY.photosPerDevice());
        FeatureTests tests = new FeatureTests(POLICY, stream.layout());
        double[] shares = new double[baselines];
        double alarms = 0;
        double decided = 0;
        for (int baseline = 0; baseline < baselines; baseline++) {
            List<FeatureReference> references = stream.references(size * 10);
            int own = 0;
            int seen = 0;
            for (int window = 0; window < windows; window++) {
                List<Histogram> current = stream.window(size, references);
                if (groups(current) >= POLICY.minimumGroups()) {
                    seen++;
                    long seed = Hashes.of(baseline, window);
                    own +=
                            tests.test(references, current, level, seed).getFirst().drifted()
                                    ? 1
                                    : 0;
                }
            }
            shares[baseline] = seen == 0 ? 0 : (double) own / seen;
            alarms += own;
            decided += seen;
        }
        Arrays.sort(shares);
        return new FalseAlarms(
                "%6d photos, bursts of 1–%d, correlation %.2f".formatted(size, burst, correlation),
                decided == 0 ? 0 : alarms / decided,
                shares[(int) Math.ceil(0.95 * baselines) - 1],
                1 - decided / ((double) baselines * windows));
    }

    private static double groups(List<Histogram> window) {
        return DesignEffect.ofDistribution(window.getFirst().clusters()).groups();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: mean %.4f, 95th percentile %.3f, undecided %.2f",
                name,
                mean,
                high,
                undecided);
    }
}
