package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeDetectorsTest {
    @Test
    void the_run_length_of_a_cusum_is_siegmunds() {
        // Two-sided k = 0.5, h = 4 and 5: 168 and 465 in Montgomery's tables.
        assertThat(Cusum.runLength(0.5, 4)).isCloseTo(168, within(2.0));
        assertThat(Cusum.runLength(0.5, 5)).isCloseTo(465, within(5.0));
        assertThat(Cusum.ofRunLength(0.5, 465).threshold()).isCloseTo(5, within(0.02));
    }

    @Test
    void a_cusum_alarms_about_as_rarely_as_asked_when_nothing_changes() {
        Random random = new Random(2);
        long values = 0;
        for (int run = 0; run < 300; run++) {
            Cusum chart = Cusum.ofRunLength(0.5, 500);
            while (!chart.alarmed()) {
                chart = chart.next(random.nextGaussian());
                values++;
            }
        }
        assertThat(values / 300.0).isBetween(400.0, 620.0);
    }

    @Test
    void a_cusum_finds_a_shift_of_one_deviation_in_a_dozen_values() {
        Random random = new Random(3);
        int delay = 0;
        for (int run = 0; run < 200; run++) {
            Cusum chart = Cusum.ofRunLength(0.5, 500);
            while (!chart.alarmed()) {
                chart = chart.next(random.nextGaussian() - 1);
                delay++;
            }
            assertThat(chart.low()).isGreaterThan(chart.high());
            assertThat(chart.sinceLow()).isPositive();
        }
        assertThat(delay / 200.0).isBetween(7.0, 13.0);
    }

    @Test
    void a_value_that_is_missing_changes_nothing() {
        Cusum chart = Cusum.of(0.5, 5).next(3);
        PageHinkley test = PageHinkley.of(0.1, 5).next(3);

        assertThat(chart.next(Double.NaN)).isEqualTo(chart);
        assertThat(test.next(Double.POSITIVE_INFINITY)).isEqualTo(test);
    }

    @Test
    void page_hinkley_finds_a_rise_and_a_fall_and_no_noise() {
        Random random = new Random(4);
        PageHinkley quiet = PageHinkley.of(0.3, 15);
        for (int i = 0; i < 2000; i++) {
            quiet = quiet.next(random.nextGaussian());
        }
        assertThat(quiet.alarmed()).isFalse();
        assertThat(steps(quiet, random, 1.5)).isLessThan(40);
        assertThat(steps(quiet, random, -1.5)).isLessThan(40);
        assertThat(quiet.reset().count()).isZero();
    }

    private static int steps(PageHinkley test, Random random, double shift) {
        int steps = 0;
        PageHinkley after = test;
        while (!after.alarmed() && steps < 1000) {
            after = after.next(random.nextGaussian() + shift);
            steps++;
        }
        return steps;
    }
}
