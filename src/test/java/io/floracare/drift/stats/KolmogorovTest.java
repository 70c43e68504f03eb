package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Test;

class KolmogorovTest {
    private static final double KNOWN = Double.POSITIVE_INFINITY;
    private static final double BRIDGE = DesignEffect.BRIDGE;

    @Test
    void the_tail_of_a_known_variance_is_kolmogorovs() {
        // λ = 1.3581 and 1.6276 are the 5 % and 1 % points in every table.
        double effective = 1e8;
        assertThat(Kolmogorov.tail(1.3581e-4, effective, KNOWN, BRIDGE))
                .isCloseTo(0.05, within(1e-4));
        assertThat(Kolmogorov.tail(1.6276e-4, effective, KNOWN, BRIDGE))
                .isCloseTo(0.01, within(1e-4));
        assertThat(Kolmogorov.tail(0, effective, KNOWN, BRIDGE)).isEqualTo(1);
        assertThat(Kolmogorov.tail(1, effective, KNOWN, BRIDGE)).isLessThan(1e-300);
    }

    @Test
    void an_estimated_variance_makes_the_tail_heavier() {
        double certain = Kolmogorov.tail(0.02, 10_000, KNOWN, BRIDGE);
        double sure = Kolmogorov.tail(0.02, 10_000, 1e9, BRIDGE);
        double vague = Kolmogorov.tail(0.02, 10_000, 31, BRIDGE);

        assertThat(sure).isCloseTo(certain, within(certain * 1e-4));
        assertThat(vague).isGreaterThan(certain * 3);
    }

    @Test
    void the_tail_falls_as_the_distance_grows() {
        for (double freedom : new double[] {5, 31, KNOWN}) {
            for (double directions : new double[] {1, 1.5, BRIDGE}) {
                double previous = 1;
                for (double d = 0; d < 0.2; d += 0.001) {
                    double p = Kolmogorov.tail(d, 1000, freedom, directions);
                    assertThat(p).isBetween(0.0, previous + 1e-9);
                    previous = p;
                }
            }
        }
    }

    @Test
    void on_counts_it_agrees_with_the_exact_test_of_independent_values() {
        Random random = new Random(3);
        double[] reference = random.doubles(4000).toArray();
        BinEdges edges = BinEdges.ofReference(reference);
        KolmogorovSmirnovTest exact = KolmogorovSmirnovTest.withDefaults().with(PValueMethod.EXACT);
        int compared = 0;
        for (int round = 0; round < 40; round++) {
            double[] current = random.doubles(400, 0.0, 1.0 + 0.01 * (round % 8)).toArray();
            Histogram before = filled(edges, reference);
            Histogram after = filled(edges, current);

            TestResult result =
                    Kolmogorov.test(before, DesignEffect.NONE, after, DesignEffect.NONE);

            double d = exact.statistic(reference, current);
            double p = exact.test(reference, current).getPValue();
            assertThat(result.statistic()).isBetween(d - 0.006, d + 1e-12);
            if (p < 0.5) {
                assertThat(result.p()).isBetween(0.8 * p, 1.8 * p);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void a_shift_of_a_tenth_of_a_deviation_is_seen_in_many_rows() {
        Samples samples = new Samples(11);
        Histogram reference = samples.clustered(100_000, 1, 0, 0).histogram();
        Histogram current = samples.clustered(100_000, 1, 0, 0.09).histogram(reference.edges());

        TestResult result =
                Kolmogorov.test(
                        reference,
                        DesignEffect.ofDistribution(reference.clusters()),
                        current,
                        DesignEffect.ofDistribution(current.clusters()));

        assertThat(result.p()).isLessThan(1e-15);
        assertThat(EffectSizes.wasserstein(reference, current, 1)).isCloseTo(0.09, within(0.01));
    }

    @Test
    void one_absurd_value_hides_no_shift() {
        Samples samples = new Samples(12);
        Histogram reference = samples.clustered(3000, 1, 0, 0).histogram();
        Histogram current = samples.clustered(300, 1, 0, 1).histogram(reference.edges());
        current.add(1e4, 0);

        TestResult result =
                Kolmogorov.test(reference, DesignEffect.NONE, current, DesignEffect.NONE);

        assertThat(result.p()).isLessThan(1e-30);
        assertThat(EffectSizes.wasserstein(reference, current, 1)).isBetween(0.9, 1.2);
    }

    private static Histogram filled(BinEdges edges, double[] values) {
        Histogram histogram = new Histogram(edges);
        for (int i = 0; i < values.length; i++) {
            histogram.add(values[i], i % Clusters.BUCKETS);
        }
        return histogram;
    }
}
