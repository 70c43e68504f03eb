package io.floracare.drift;

import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.Clusters;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A stream in which nothing changes: devices send bursts of photos, and a part of each feature's
 * variance is the device's.
 */
final class NullStream {
    private final Random random;
    private final int features;
    private final int burst;
    private final double correlation;
    private final int most;

    /**
     * A stream.
     *
     * @param burst a device sends 1 to this many photos
     * @param correlation share of the variance that is the device's
     * @param most photos of a device that count
     */
    NullStream(long seed, int features, int burst, double correlation, int most) {
        this.random = new Random(seed);
        this.features = features;
        this.burst = burst;
        this.correlation = correlation;
        this.most = most;
    }

    /** A layout of as many features; only their number matters. */
    Layout layout() {
        List<NumericFeature> names = NumericFeature.of(100).subList(0, features);
        BinEdges edges = BinEdges.of(new double[] {0});
        return new Layout(
                names, names.stream().map(name -> edges).toList(), List.of("leaf"), Set.of());
    }

    /** What a baseline of this many photos knows. */
    List<FeatureReference> references(int photos) {
        double[][] values = new double[features][photos];
        int[] buckets = new int[photos];
        int size = fill(photos, values, buckets);
        List<FeatureReference> references = new ArrayList<>();
        for (double[] all : values) {
            double[] kept = Arrays.copyOf(all, size);
            Histogram histogram = new Histogram(BinEdges.ofReference(kept));
            for (int i = 0; i < size; i++) {
                histogram.add(kept[i], buckets[i]);
            }
            references.add(
                    new FeatureReference(
                            histogram,
                            DesignEffect.ofDistribution(histogram.clusters()),
                            Moments.mean(kept),
                            Moments.deviation(kept)));
        }
        return references;
    }

    /** A window of this many photos. */
    List<Histogram> window(int photos, List<FeatureReference> references) {
        double[][] values = new double[features][photos];
        int[] buckets = new int[photos];
        int size = fill(photos, values, buckets);
        List<Histogram> window = new ArrayList<>();
        for (int feature = 0; feature < features; feature++) {
            Histogram histogram = new Histogram(references.get(feature).histogram().edges());
            for (int i = 0; i < size; i++) {
                histogram.add(values[feature][i], buckets[i]);
            }
            window.add(histogram);
        }
        return window;
    }

    private int fill(int photos, double[][] values, int[] buckets) {
        int sent = 0;
        int kept = 0;
        double own = Math.sqrt(1 - correlation);
        double[] device = new double[features];
        while (sent < photos) {
            int many = Math.min(photos - sent, 1 + random.nextInt(burst));
            int bucket = random.nextInt(Clusters.BUCKETS);
            for (int feature = 0; feature < features; feature++) {
                device[feature] = random.nextGaussian() * Math.sqrt(correlation);
            }
            for (int i = 0; i < Math.min(many, most); i++) {
                for (int feature = 0; feature < features; feature++) {
                    values[feature][kept] = device[feature] + own * random.nextGaussian();
                }
                buckets[kept++] = bucket;
            }
            sent += many;
        }
        return kept;
    }
}
