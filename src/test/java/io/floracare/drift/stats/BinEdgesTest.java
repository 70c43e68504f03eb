package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinEdgesTest {
    @Test
    void put_equal_shares_of_a_continuous_reference_into_256_bins() {
        BinEdges edges =
                BinEdges.ofReference(
                        IntStream.range(0, 25_600).mapToDouble(i -> i * 0.5).toArray());
        int[] counts = new int[edges.cells()];
        IntStream.range(0, 25_600).forEach(i -> counts[edges.cell(i * 0.5)]++);

        assertThat(edges.cuts()).isEqualTo(257);
        assertThat(Arrays.stream(counts, 1, 257)).allMatch(count -> count == 100);
        assertThat(counts[0]).isZero();
        assertThat(counts[257]).isZero();
    }

    @Test
    void give_a_repeated_value_a_bin_of_its_own() {
        double[] mostlySevens =
                DoubleStream.concat(
                                DoubleStream.generate(() -> 7).limit(900),
                                new SplittableRandom(1).doubles(100, 0, 14))
                        .toArray();
        BinEdges edges = BinEdges.ofReference(mostlySevens);

        int seven = edges.cell(7);
        assertThat(edges.cell(Math.nextDown(7.0))).isEqualTo(seven - 1);
        assertThat(edges.cell(Math.nextUp(7.0))).isEqualTo(seven + 1);
        assertThat(edges.cuts()).isLessThanOrEqualTo(BinEdges.BINS + 1);
    }

    @Test
    void tell_below_at_and_above_a_constant_apart() {
        BinEdges edges = BinEdges.ofReference(new double[] {3, 3, 3});

        assertThat(edges.cell(2.999)).isEqualTo(0);
        assertThat(edges.cell(3)).isEqualTo(1);
        assertThat(edges.cell(3.001)).isEqualTo(2);
        assertThat(edges.cell(Double.NaN)).isEqualTo(edges.missing()).isEqualTo(3);
        assertThat(edges.cell(Double.POSITIVE_INFINITY)).isEqualTo(2);
        assertThat(edges.cell(Double.NEGATIVE_INFINITY)).isEqualTo(0);
    }

    @Test
    void count_what_is_far_outside_as_one_width_away() {
        BinEdges edges = BinEdges.ofReference(new double[] {0, 10});
        int over = edges.cell(1e300);

        assertThat(edges.offset(over, 1e300) * edges.unit()).isBetween(9.99, 10.01);
        assertThat(edges.offset(0, Double.NEGATIVE_INFINITY) * edges.unit())
                .isBetween(-10.01, -9.99);
        assertThat(edges.offset(edges.missing(), Double.NaN)).isZero();
    }

    @Test
    void refuse_cuts_that_do_not_increase() {
        assertThatThrownBy(() -> BinEdges.of(new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cut 1");
        assertThatThrownBy(() -> BinEdges.of(new double[] {Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BinEdges.of(new double[300]))
                .hasMessageContaining("1 to 257 cuts");
        assertThatThrownBy(() -> BinEdges.ofReference(new double[] {Double.NaN}))
                .hasMessageContaining("finite");
    }
}
