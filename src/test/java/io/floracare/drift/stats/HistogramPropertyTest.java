package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HistogramPropertyTest {
    private static final BinEdges EDGES =
            BinEdges.ofReference(new Random(1).doubles(5000, -3, 3).toArray());

    @Property(tries = 200)
    void merge_to_the_same_bits_whatever_the_partitions_and_the_order(
            @ForAll @Size(max = 200) List<Double> values,
            @ForAll @IntRange(min = 1, max = 7) int partitions,
            @ForAll Random random) {
        Histogram whole = new Histogram(EDGES);
        values.forEach(value -> whole.add(value, bucket(value)));

        List<Histogram> parts = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            parts.add(new Histogram(EDGES));
        }
        List<Double> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        for (double value : shuffled) {
            parts.get(random.nextInt(partitions)).add(value, bucket(value));
        }
        Collections.shuffle(parts, random);
        Histogram merged = new Histogram(EDGES);
        parts.forEach(merged::merge);

        assertSame(merged, whole);
    }

    @Property(tries = 200)
    void taking_back_leaves_no_trace(
            @ForAll @Size(max = 50) List<Double> kept, @ForAll @Size(max = 50) List<Double> gone) {
        Histogram expected = new Histogram(EDGES);
        kept.forEach(value -> expected.add(value, bucket(value)));

        Histogram histogram = new Histogram(EDGES);
        gone.forEach(value -> histogram.add(value, bucket(value)));
        kept.forEach(value -> histogram.add(value, bucket(value)));
        gone.forEach(value -> histogram.remove(value, bucket(value)));

        assertSame(histogram, expected);
    }

    @Property(tries = 200)
    void the_distance_of_two_histograms_is_between_0_and_1_and_symmetric(
            @ForAll @Size(min = 1, max = 50) List<Double> a,
            @ForAll @Size(min = 1, max = 50) List<Double> b) {
        Histogram first = new Histogram(EDGES);
        Histogram second = new Histogram(EDGES);
        a.forEach(value -> first.add(value, 0));
        b.forEach(value -> second.add(value, 0));

        double distance = Kolmogorov.distance(first, second);

        assertThat(distance).isBetween(0.0, 1.0);
        assertThat(Kolmogorov.distance(second, first)).isEqualTo(distance);
        assertThat(EffectSizes.wasserstein(first, second, 1)).isFinite().isNotNegative();
    }

    private static int bucket(double value) {
        return Clusters.bucket(Double.doubleToLongBits(value) * 0x9E3779B97F4A7C15L);
    }

    private static void assertSame(Histogram actual, Histogram expected) {
        assertThat(actual.counts()).isEqualTo(expected.counts());
        for (int cell = 0; cell < EDGES.cells(); cell++) {
            assertThat(actual.sum(cell)).isEqualTo(expected.sum(cell));
        }
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            for (int step = 0; step < Histogram.COARSE; step++) {
                assertThat(actual.clusters().count(bucket, step))
                        .isEqualTo(expected.clusters().count(bucket, step));
            }
        }
        assertThat(Arrays.stream(actual.counts()).sum())
                .isEqualTo(actual.size() + actual.missing());
    }
}
