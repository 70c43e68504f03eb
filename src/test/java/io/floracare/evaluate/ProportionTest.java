package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {
    @Test
    void gives_the_interval_computed_by_hand() {
        Proportion share = new Proportion(8, 10);

        assertThat(share.value()).isEqualTo(0.8);
        assertThat(share.low()).isCloseTo(0.4901624715, within(1e-9));
        assertThat(share.high()).isCloseTo(0.9433178485, within(1e-9));
    }

    @Test
    void stays_within_bounds_at_the_ends() {
        assertThat(new Proportion(0, 5).low()).isZero();
        assertThat(new Proportion(0, 5).high()).isBetween(0.4, 0.5);
        assertThat(new Proportion(5, 5).high()).isEqualTo(1);
        assertThat(new Proportion(5, 5).low()).isBetween(0.5, 0.6);
    }

    @Test
    void says_nothing_without_trials() {
        assertThat(new Proportion(0, 0).value()).isNull();
        assertThat(new Proportion(0, 0).low()).isZero();
        assertThat(new Proportion(0, 0).high()).isEqualTo(1);
    }

    @Test
    void refuses_more_successes_than_trials() {
        assertThatThrownBy(() -> new Proportion(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 of 1");
    }
}
