package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MultipleTestingTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double[] P = {0.01, 0.04, 0.03, 0.005};

    @Test
    void adjusted_values_keep_the_order_of_the_tests() {
        assertThat(MultipleTesting.bonferroni(P))
                .containsExactly(new double[] {0.04, 0.16, 0.12, 0.02}, EXACT);
        assertThat(MultipleTesting.holm(P))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, EXACT);
        assertThat(MultipleTesting.benjaminiHochberg(P))
                .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, EXACT);
    }

    @Test
    void no_tests_have_no_adjusted_values() {
        assertThat(MultipleTesting.holm(new double[0])).isEmpty();
        assertThat(MultipleTesting.benjaminiHochberg(new double[0])).isEmpty();
    }

    @Test
    void a_budget_of_one_a_month_over_hourly_windows_and_20_features_is_a_level_of_7e_5() {
        AlertBudget monthly = new AlertBudget(1, Duration.ofDays(30));

        assertThat(monthly.alpha(Duration.ofHours(1), 1, 1, 20)).isCloseTo(1.0 / 14_400, EXACT);
        assertThat(monthly.alpha(Duration.ofHours(1), 4, 2, 20)).isCloseTo(1.0 / 115_200, EXACT);
    }

    @Test
    void a_generous_budget_is_never_looser_than_one_in_twenty() {
        assertThat(new AlertBudget(1000, Duration.ofDays(1)).alpha(Duration.ofHours(1), 1, 1, 1))
                .isEqualTo(0.05);
    }

    @Test
    void a_budget_of_nothing_is_refused() {
        assertThatThrownBy(() -> new AlertBudget(0, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
