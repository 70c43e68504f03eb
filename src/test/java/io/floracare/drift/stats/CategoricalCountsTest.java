package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CategoricalCountsTest {
    @Test
    void unknown_categories_are_counted_as_other() {
        CategoricalCounts counts = new CategoricalCounts(3);
        counts.add(2, 5);
        counts.add(3, 5);
        counts.add(-1, 9);
        counts.remove(3, 5);

        assertThat(counts.count(2)).isEqualTo(1);
        assertThat(counts.count(counts.other())).isEqualTo(1);
        assertThat(counts.share(2)).isEqualTo(0.5);
    }

    @Test
    void merge_adds_and_a_copy_shares_nothing() {
        CategoricalCounts counts = new CategoricalCounts(2);
        counts.add(0, 1);
        CategoricalCounts copy = counts.copy();
        copy.merge(counts);

        assertThat(copy.count(0)).isEqualTo(2);
        assertThat(counts.count(0)).isEqualTo(1);
        assertThatThrownBy(() -> counts.merge(new CategoricalCounts(3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_number_of_categories_is_bounded() {
        assertThatThrownBy(() -> new CategoricalCounts(129)).hasMessageContaining("128");
    }

    @Test
    void thinning_keeps_the_number_asked_for_and_the_shape() {
        Histogram all = new Samples(1).clustered(10_000, 1, 0, 0).histogram();

        Histogram some = all.thinned(1000, new java.util.SplittableRandom(2));

        assertThat(some.size()).isEqualTo(1000);
        assertThat(Kolmogorov.distance(all, some)).isLessThan(0.06);
        assertThat(some.counts())
                .isEqualTo(all.thinned(1000, new java.util.SplittableRandom(2)).counts());
    }
}
