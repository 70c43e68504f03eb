package io.floracare.drift;

import static io.floracare.drift.AlertState.Reading.BREACH;
import static io.floracare.drift.AlertState.Reading.CLEAR;
import static io.floracare.drift.AlertState.Reading.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Photos.Change;
import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.message.Features;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AbruptChangeTest {
    private static final FeatureReference REFERENCE = reference();
    private static final Instant MONDAY = Instant.parse("2026-05-04T00:00:00Z");

    @Test
    void a_minute_sums_to_the_same_whatever_the_order_and_the_parts() {
        List<Features> photos = new Photos(1).take(300, 5, Change.NONE);
        MinuteSum whole = sum(photos);

        assertThat(sum(photos.reversed())).isEqualTo(whole);
        assertThat(sum(photos.subList(100, 300)).plus(sum(photos.subList(0, 100))))
                .isEqualTo(whole);
        assertThat(MinuteSum.minute(Instant.parse("1969-12-31T23:59:59Z")))
                .isEqualTo(Instant.parse("1969-12-31T23:59:00Z"));
    }

    @Test
    void a_fall_of_confidence_by_half_a_deviation_is_found_within_minutes() {
        Random random = new Random(1);
        int delay = 0;
        for (int run = 0; run < 50; run++) {
            AbruptChange detector = AbruptChange.of(Duration.ofDays(30));
            int minutes = 0;
            while (!detector.alarmed()) {
                detector = detector.next(minute(random, 100, 0.8 - 0.05), REFERENCE, 10);
                minutes++;
            }
            delay += minutes;
            assertThat(detector.delay()).isLessThanOrEqualTo(minutes);
            assertThat(detector.reset().alarmed()).isFalse();
        }
        assertThat(delay / 50.0).isLessThan(8);
    }

    @Test
    void a_quiet_month_alarms_about_as_rarely_as_asked_even_when_minutes_scatter() {
        Random random = new Random(2);
        int alarms = 0;
        AbruptChange detector = AbruptChange.of(Duration.ofDays(5));
        for (int minute = 0; minute < 30 * 24 * 60; minute++) {
            double scattered = 0.8 + 0.024 * random.nextGaussian();
            detector = detector.next(minute(random, 25, scattered), REFERENCE, 10);
            if (detector.alarmed()) {
                alarms++;
                detector = detector.reset();
            }
        }
        // Six are expected; more than thirteen would come by chance once in a thousand runs.
        assertThat(alarms).isLessThanOrEqualTo(13);
    }

    @Test
    void silence_matters_only_at_hours_that_used_to_have_photos() {
        Silence silence = new Silence();
        for (int hour = 0; hour < 3 * Silence.HOURS; hour++) {
            Instant start = MONDAY.plus(Duration.ofHours(hour));
            boolean day = hour % 24 >= 8 && hour % 24 < 18;
            assertThat(silence.next(start, day ? 60 : 0, 1e-5)).isNotEqualTo(BREACH);
        }
        Instant fourth = MONDAY.plus(Duration.ofDays(21));

        assertThat(silence.next(fourth.plus(Duration.ofHours(3)), 0, 1e-5)).isEqualTo(UNKNOWN);
        assertThat(silence.next(fourth.plus(Duration.ofHours(9)), 0, 1e-5)).isEqualTo(BREACH);
        assertThat(silence.next(fourth.plus(Duration.ofHours(10)), 5, 1e-5)).isEqualTo(CLEAR);
        assertThat(Silence.hour(MONDAY)).isZero();
    }

    private static FeatureReference reference() {
        Histogram histogram = new Histogram(BinEdges.of(new double[] {0, 1}));
        for (int i = 0; i < 100_000; i++) {
            histogram.add(0.8, 0);
        }
        return new FeatureReference(histogram, DesignEffect.NONE, 0.8, 0.1);
    }

    private static MinuteSum minute(Random random, int photos, double mean) {
        double sum = 0;
        for (int i = 0; i < photos; i++) {
            sum += Math.clamp(mean + 0.1 * random.nextGaussian(), 0.0, 1.5);
        }
        return new MinuteSum(photos, Math.round(sum * 1_000_000), 0);
    }

    private static MinuteSum sum(List<Features> photos) {
        MinuteSum sum = MinuteSum.EMPTY;
        for (Features photo : photos) {
            sum = sum.plus(photo);
        }
        return sum;
    }
}
