package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void isotonic_regression_pools_what_falls() {
        IsotonicRegression map =
                IsotonicRegression.fit(new double[] {3, 1, 2, 4}, new double[] {2, 1, 3, 5});

        assertThat(map.at(1)).isEqualTo(1);
        assertThat(map.at(2)).isEqualTo(2.5);
        assertThat(map.at(2.7)).isEqualTo(2.5);
        assertThat(map.at(3.5)).isEqualTo(3.75);
        assertThat(map.at(-10)).isEqualTo(1);
        assertThat(map.at(10)).isEqualTo(5);
    }

    @Test
    void isotonic_regression_averages_equal_abscissas_and_survives_storage() {
        IsotonicRegression map =
                IsotonicRegression.fit(new double[] {1, 1, 2}, new double[] {0, 1, 1});
        IsotonicRegression stored = IsotonicRegression.of(map.x(), map.y());

        assertThat(stored.at(1)).isEqualTo(0.5);
        assertThat(stored.at(1.5)).isEqualTo(0.75);
        assertThatThrownBy(() -> IsotonicRegression.of(new double[] {1, 1}, new double[] {0, 1}))
                .hasMessageContaining("knot 1");
        assertThatThrownBy(() -> IsotonicRegression.fit(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isotonic_regression_recovers_a_calibration_curve() {
        Random random = new Random(1);
        double[] p = random.doubles(20_000).toArray();
        double[] right = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            right[i] = random.nextDouble() < p[i] * p[i] ? 1 : 0;
        }
        IsotonicRegression map = IsotonicRegression.fit(p, right);

        for (double x = 0.1; x < 1; x += 0.1) {
            assertThat(map.at(x)).isCloseTo(x * x, within(0.06));
        }
    }

    @Test
    void wilsons_interval_is_that_of_the_textbook() {
        Interval interval = Interval.wilson(81, 263, 0.95);

        assertThat(interval.low()).isCloseTo(0.2553, within(1e-4));
        assertThat(interval.high()).isCloseTo(0.3662, within(1e-4));
        assertThat(Interval.wilson(0, 10, 0.95).low()).isZero();
        assertThat(Interval.wilson(10, 10, 0.95).high()).isEqualTo(1);
        assertThat(Interval.wilson(0, 0, 0.95)).isEqualTo(Interval.UNKNOWN_SHARE);
    }

    @Test
    void a_confusion_matrix_gives_precision_recall_and_f1_by_class() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        matrix.add(0, 0, 8);
        matrix.add(0, 1, 2);
        matrix.add(1, 1, 6);
        matrix.add(1, 0, 4);

        assertThat(matrix.accuracy(0.95).estimate()).isEqualTo(0.7);
        assertThat(matrix.precision(0, 0.95).estimate()).isCloseTo(8.0 / 12, within(1e-12));
        assertThat(matrix.recall(0, 0.95).estimate()).isEqualTo(0.8);
        assertThat(matrix.f1(0, 0.95).estimate()).isCloseTo(16.0 / 22, within(1e-12));
        assertThat(matrix.f1(0, 0.95).contains(16.0 / 22)).isTrue();
        assertThat(matrix.recall(2, 0.95)).isEqualTo(Interval.UNKNOWN_SHARE);
        assertThatThrownBy(() -> matrix.add(3, 0, 1)).hasMessageContaining("0 to 2");
    }
}
