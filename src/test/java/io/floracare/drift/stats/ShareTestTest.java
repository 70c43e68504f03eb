package io.floracare.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShareTestTest {
    private static final DesignEffect NONE = DesignEffect.NONE;

    @Test
    void the_tail_is_that_of_fishers_tea_tasting() {
        // Of 8 cups 4 are guessed right: one-sided 1/70, doubled.
        TestResult result = ShareTest.test(0, 4, NONE, 4, 4, NONE);

        assertThat(result.p()).isCloseTo(2.0 / 70, within(1e-12));
        assertThat(result.statistic()).isEqualTo(1);
    }

    @Test
    void a_class_that_grows_from_10_to_13_percent_of_5000_is_found() {
        Random random = new Random(1);
        int found = 0;
        for (int round = 0; round < 200; round++) {
            int hits = 0;
            for (int i = 0; i < 5000; i++) {
                hits += random.nextDouble() < 0.13 ? 1 : 0;
            }
            found += ShareTest.test(5000, 50_000, NONE, hits, 5000, NONE).p() < 1e-4 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(190);
    }

    @Test
    void a_rare_class_needs_no_large_counts() {
        assertThat(ShareTest.test(1, 100_000, NONE, 4, 1000, NONE).p()).isLessThan(1e-6);
        assertThat(ShareTest.test(1, 100_000, NONE, 0, 1000, NONE).p()).isGreaterThan(0.9);
        assertThat(ShareTest.test(0, 100_000, NONE, 0, 1000, NONE).p()).isEqualTo(1);
    }

    @Test
    void clustered_photos_say_less() {
        DesignEffect clustered = new DesignEffect(10, 31, 1, 32);

        assertThat(ShareTest.test(5000, 50_000, clustered, 650, 5000, clustered).p())
                .isGreaterThan(0.01);
    }

    @Test
    void huge_counts_stay_within_bounds() {
        TestResult same =
                ShareTest.test(
                        1_000_000_000L,
                        100_000_000_000L,
                        NONE,
                        100_000_000L,
                        10_000_000_000L,
                        NONE);

        assertThat(same.p()).isGreaterThan(0.9);
    }

    @Test
    void the_binomial_tail_is_two_sided() {
        assertThat(ShareTest.binomial(0, 10, 0.5)).isCloseTo(2.0 / 1024, within(1e-15));
        assertThat(ShareTest.binomial(5, 10, 0.5)).isEqualTo(1);
    }

    @Test
    void students_tail_replaces_the_normal_one() {
        // 2·P(N > 2.7440) = 0.006069, and 2.7440 is Student's 1 % point for 31 degrees of freedom.
        assertThat(ShareTest.studentise(0.006069, 31)).isCloseTo(0.01, within(1e-5));
        assertThat(ShareTest.studentise(1e-320, 31)).isBetween(0.0, 1e-20);
        assertThat(ShareTest.studentise(1, 31)).isEqualTo(1);
    }
}
