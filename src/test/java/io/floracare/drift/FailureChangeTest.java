package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailureChangeTest {
    private static final double ACCEPTED = 0.01;

    @Test
    void failures_of_a_tenth_of_the_photos_are_found_within_minutes() {
        Random random = new Random(1);
        FailureChange detector = FailureChange.of(Duration.ofDays(30));
        for (int minute = 0; minute < 600; minute++) {
            detector = detector.next(minute(random, 0.01), ACCEPTED);
        }
        assertThat(detector.alarmed()).isFalse();
        int minutes = 0;
        while (!detector.alarmed()) {
            detector = detector.next(minute(random, 0.1), ACCEPTED);
            minutes++;
        }
        assertThat(minutes).isLessThan(10);
        assertThat(detector.delay()).isBetween(1L, 12L);
        assertThat(detector.reset().alarmed()).isFalse();
    }

    @Test
    void fewer_failures_than_accepted_and_empty_minutes_never_alarm() {
        FailureChange detector = FailureChange.of(Duration.ofDays(1));
        for (int minute = 0; minute < 20_000; minute++) {
            MinuteSum sum = minute % 3 == 0 ? MinuteSum.EMPTY : new MinuteSum(100, 0, 0);
            detector = detector.next(sum, ACCEPTED);
            assertThat(detector.alarmed()).isFalse();
        }
    }

    @Test
    void the_accepted_rate_alarms_about_as_rarely_as_asked() {
        Random random = new Random(5);
        FailureChange detector = FailureChange.of(Duration.ofDays(2));
        int alarms = 0;
        for (int minute = 0; minute < 20 * 1440; minute++) {
            detector = detector.next(minute(random, 0.01), ACCEPTED);
            if (detector.alarmed()) {
                alarms++;
                detector = detector.reset();
            }
        }
        assertThat(alarms).isLessThanOrEqualTo(20);
    }

    private static MinuteSum minute(Random random, double share) {
        long failed = 0;
        for (int i = 0; i < 100; i++) {
            failed += random.nextDouble() < share ? 1 : 0;
        }
        return new MinuteSum(100 - failed, 0, failed);
    }
}
