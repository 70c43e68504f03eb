package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PermutationTest {
    @Test
    void draws_have_the_size_asked_for_and_never_more_than_there_is() {
        int[] counts = {0, 5, 1000, 1, 70, 0};
        SplittableRandom random = new SplittableRandom(1);
        for (int size : new int[] {0, 1, 500, 1075, 1076}) {
            int[] drawn = Permutation.draw(counts, size, random);

            assertThat(Arrays.stream(drawn).sum()).isEqualTo(size);
            for (int i = 0; i < counts.length; i++) {
                assertThat(drawn[i]).isBetween(0, counts[i]);
            }
        }
        assertThatThrownBy(() -> Permutation.draw(counts, 1077, random))
                .hasMessageContaining("1077 of 1076");
    }

    @Test
    void draws_have_the_mean_and_the_variance_of_the_hypergeometric_law() {
        int[] counts = {30, 170, 300};
        SplittableRandom random = new SplittableRandom(2);
        int rounds = 20_000;
        double sum = 0;
        double squares = 0;
        for (int round = 0; round < rounds; round++) {
            int drawn = Permutation.draw(counts, 100, random)[1];
            sum += drawn;
            squares += (double) drawn * drawn;
        }
        double mean = sum / rounds;

        assertThat(mean).isCloseTo(34, within(0.15));
        assertThat(squares / rounds - mean * mean)
                .isCloseTo(100 * 0.34 * 0.66 * 400 / 499, within(0.7));
    }

    @Test
    void permutations_agree_with_the_analytic_tail() {
        SplittableRandom random = new SplittableRandom(5);
        double[] reference = random.doubles(3000).toArray();
        Histogram before = filled(BinEdges.ofReference(reference), reference);
        int compared = 0;
        for (int round = 0; round < 20; round++) {
            Histogram after = filled(before.edges(), random.doubles(300, 0, 1.03).toArray());

            double p = Kolmogorov.test(before, DesignEffect.NONE, after, DesignEffect.NONE).p();

            if (p > 0.01 && p < 0.7) {
                assertThat(Permutation.test(before.counts(), after.counts(), 400, random))
                        .isCloseTo(p, within(0.03 + 0.25 * p));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(4);
    }

    private static Histogram filled(BinEdges edges, double[] values) {
        Histogram histogram = new Histogram(edges);
        for (double value : values) {
            histogram.add(value, 0);
        }
        return histogram;
    }
}
