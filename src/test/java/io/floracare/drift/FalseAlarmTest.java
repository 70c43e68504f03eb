package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.drift.stats.Kolmogorov;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalseAlarmTest {
    private static final double LEVEL = 0.05;

    @ParameterizedTest
    @CsvSource({"200, 1, 0", "1000, 20, 0.5", "1000, 20, 0.95", "3000, 200, 0.5"})
    void windows_in_which_nothing_changed_alarm_about_as_often_as_stated(
            int size, int burst, double correlation) {
        FalseAlarms rate = FalseAlarms.of(30, 30, size, burst, correlation, LEVEL);

        // 900 windows: the standard error of a rate of 0.05 is below 0.01.
        assertThat(rate.mean()).as(rate.toString()).isBetween(LEVEL / 2 - 0.015, LEVEL + 0.02);
        assertThat(rate.high()).as(rate.toString()).isLessThan(0.2);
    }

    @Test
    void without_the_design_effect_the_same_windows_would_alarm_most_of_the_time() {
        NullStream stream = new NullStream(1, 1, 20, 0.95, Integer.MAX_VALUE);
        List<FeatureReference> references = stream.references(10_000);
        Histogram reference = references.getFirst().histogram();
        int naive = 0;
        for (int window = 0; window < 100; window++) {
            Histogram current = stream.window(1000, references).getFirst();
            double p =
                    Kolmogorov.test(reference, DesignEffect.NONE, current, DesignEffect.NONE).p();
            naive += p <= LEVEL ? 1 : 0;
        }
        assertThat(naive).isGreaterThan(70);
    }
}
