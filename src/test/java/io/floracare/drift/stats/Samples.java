package io.floracare.drift.stats;

import java.util.Arrays;
import java.util.Random;

/** Simulated photos that come in bursts from clusters. */
final class Samples {
    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    /**
     * Photos of clusters until there are enough.
     *
     * @param size photos in all
     * @param burst a cluster sends 1 to this many
     * @param correlation share of the variance that is the cluster's, in [0, 1]
     * @param shift added to each value, in standard deviations
     */
    Clustered clustered(int size, int burst, double correlation, double shift) {
        double[] values = new double[size];
        int[] buckets = new int[size];
        for (int i = 0; i < size; ) {
            int photos = Math.min(size - i, 1 + random.nextInt(burst));
            double own = random.nextGaussian() * Math.sqrt(correlation) + shift;
            int bucket = random.nextInt(Clusters.BUCKETS);
            for (int j = 0; j < photos; j++, i++) {
                values[i] = own + random.nextGaussian() * Math.sqrt(1 - correlation);
                buckets[i] = bucket;
            }
        }
        return new Clustered(values, buckets);
    }

    static final class Clustered {
        private final double[] values;
        private final int[] buckets;

        Clustered(double[] values, int[] buckets) {
            this.values = values;
            this.buckets = buckets;
        }

        Histogram histogram(BinEdges edges) {
            Histogram histogram = new Histogram(edges);
            for (int i = 0; i < values.length; i++) {
                histogram.add(values[i], buckets[i]);
            }
            return histogram;
        }

        Histogram histogram() {
            return histogram(BinEdges.ofReference(values));
        }

        double deviation() {
            double mean = Arrays.stream(values).average().orElseThrow();
            return Math.sqrt(
                    Arrays.stream(values)
                            .map(x -> (x - mean) * (x - mean))
                            .average()
                            .orElseThrow());
        }
    }
}
