package io.floracare.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatencyBinsTest {
    @Test
    void no_latencies_have_no_quantile() {
        assertThat(new LatencyBins().quantile(0.5)).isEmpty();
    }

    @Test
    void the_median_and_the_tail_are_found() {
        LatencyBins bins = new LatencyBins();
        for (int i = 1; i <= 1000; i++) {
            bins.add(i);
        }

        assertThat(bins.quantile(0.5).orElseThrow()).isCloseTo(500, within(25.0));
        assertThat(bins.quantile(0.99).orElseThrow()).isCloseTo(990, within(50.0));
    }

    @Test
    void what_no_clock_should_say_is_counted_at_the_ends() {
        LatencyBins bins = new LatencyBins();
        bins.add(-20);
        bins.add(1e12);

        assertThat(bins.quantile(0.5).orElseThrow()).isLessThanOrEqualTo(1);
        assertThat(bins.quantile(1).orElseThrow()).isBetween(95_000.0, 110_000.0);
    }

    @Property
    void a_quantile_is_off_by_a_twentieth_at_most(
            @ForAll @Size(min = 1, max = 50)
                    List<@DoubleRange(min = 1, max = 90_000) Double> millis) {
        LatencyBins bins = new LatencyBins();
        millis.forEach(bins::add);

        double largest = Collections.max(millis);
        assertThat(bins.quantile(1).orElseThrow()).isCloseTo(largest, within(0.055 * largest));
    }
}
