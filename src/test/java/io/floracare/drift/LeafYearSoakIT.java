package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.baseline.LeafPhotos;
import io.floracare.baseline.Retouch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alert machine over a year of real photos, for {@code docs/drift.md}. */
@Tag("soak")
class LeafYearSoakIT {
    private static final int DAYS = 365;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_year_in_which_nothing_changes_opens_no_more_alerts_than_the_budget(long seed) {
        List<LeafPhotos.Photo> photos = new ArrayList<>(LeafPhotos.of("val", Retouch.NONE));
        photos.addAll(LeafPhotos.of("train", Retouch.NONE));
        LeafYear year = new LeafYear(seed, photos);
        LeafYear.Watched usual = year.watch(1, AlertRule.DEFAULT);
        LeafYear.Watched eager =
                year.watch(30, new AlertRule(1, 1, 1, Duration.ZERO, Duration.ofDays(10_000)));

        year.run(DAYS);

        Figures.note("a year, baseline %d, segments %s".formatted(seed, year.segments()));
        Figures.note("2 of 3 windows, " + usual);
        Figures.note("every window, " + eager);
        assertThat(usual.openings()).isLessThanOrEqualTo(DAYS / 30);
        assertThat(eager.openings()).isLessThanOrEqualTo(DAYS);
    }

    /** The detector by itself, without the windows: three years take seconds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void abrupt_changes_are_reported_no_more_often_than_asked_when_nothing_changes(long seed) {
        List<LeafPhotos.Photo> photos = new ArrayList<>(LeafPhotos.of("val", Retouch.NONE));
        photos.addAll(LeafPhotos.of("train", Retouch.NONE));
        LeafYear year = new LeafYear(seed, photos);

        int alarms = year.abruptAlarms(3 * DAYS, Duration.ofDays(30));

        Figures.note("abrupt, baseline %d, once in 30 days: %d in 3 years".formatted(seed, alarms));
        assertThat(alarms).isLessThanOrEqualTo(3 * DAYS / 30);
    }
}
