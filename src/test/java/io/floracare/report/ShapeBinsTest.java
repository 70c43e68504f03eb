package io.floracare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.drift.FeatureShape;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class ShapeBinsTest {
    @Property
    void shares_add_up_to_one(
            @ForAll @Size(min = 1, max = 20) @UniqueElements
                    List<@DoubleRange(min = -1e6, max = 1e6) Double> cuts,
            @ForAll @Size(21) List<@IntRange(max = 1000) Integer> counts) {
        List<Double> sorted = cuts.stream().sorted().toList();
        List<Long> some =
                counts.subList(0, sorted.size() + 1).stream().map(Integer::longValue).toList();

        ShapeBins bins = ShapeBins.of(new FeatureShape(sorted, some, some));

        double expected = some.stream().mapToLong(Long::longValue).sum() == 0 ? 0 : 1;
        assertThat(Arrays.stream(bins.reference()).sum()).isCloseTo(expected, within(1e-9));
        assertThat(bins.current()).isEqualTo(bins.reference());
        assertThat(bins.width()).isPositive();
    }

    @Test
    void a_constant_stands_in_one_bin_and_what_left_it_at_the_ends() {
        ShapeBins bins =
                ShapeBins.of(
                        new FeatureShape(
                                List.of(Math.nextDown(1.0), 1.0),
                                List.of(0L, 10L, 0L),
                                List.of(3L, 4L, 3L)));

        assertThat(Arrays.stream(bins.reference()).max().orElseThrow()).isEqualTo(1);
        assertThat(bins.current()[0]).isEqualTo(0.3);
        assertThat(bins.current()[bins.current().length - 1]).isEqualTo(0.3);
    }

    @Test
    void one_far_value_does_not_squeeze_the_others() {
        ShapeBins bins =
                ShapeBins.of(
                        new FeatureShape(
                                List.of(0.0, 1.0, 2.0, 1e9),
                                List.of(0L, 10L, 10L, 1L, 0L),
                                List.of(0L, 10L, 10L, 1L, 0L)));

        assertThat(bins.width()).isLessThan(1);
    }
}
