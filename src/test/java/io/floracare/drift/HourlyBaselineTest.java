package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Photos.Change;
import io.floracare.drift.window.Streams;
import io.floracare.message.Features;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Evenings are darker than noons, every week. */
class HourlyBaselineTest {
    private static final Change DUSK = new Change(0.8, 0.6, 0);
    private static final Duration LATER = Duration.ofHours(9);
    private static final DriftPolicy POLICY = DriftPolicy.DEFAULT;

    private final Photos photos = new Photos(12);

    private List<Features> hour(Instant start, int size, Change change) {
        return photos.take(size, 5, change).stream()
                .map(photo ->
                        Streams.at(
                                photo,
                                start.plus(Duration.between(Photos.START, photo.eventTime()))))
                .toList();
    }

    private Baseline baseline(boolean byHour) {
        BaselineBuilder builder =
                new BaselineBuilder(
                        Photos.MODEL, Photos.LABELS, Set.of(Photos.BACKGROUND), POLICY, 1000);
        if (byHour) {
            builder.byHourOfWeek();
        }
        for (int week = 1; week <= 4; week++) {
            Instant noon = Photos.START.minus(Duration.ofDays(7L * week));
            List<Features> all = new ArrayList<>(hour(noon, 600, Change.NONE));
            all.addAll(hour(noon.plus(LATER), 600, DUSK));
            all.addAll(hour(noon.plus(LATER).plus(Duration.ofHours(1)), 30, DUSK));
            all.forEach(photo -> builder.add(photo, null));
        }
        return builder.build(Photos.START);
    }

    private DriftReport report(Baseline baseline, Instant start, Change change) {
        WindowCounts window = Photos.window(photos.take(400, 5, change), baseline, POLICY);
        return new DriftEvaluator(baseline, POLICY).report(Segment.ALL, start, 0, window);
    }

    @Test
    void what_happens_every_week_at_that_hour_is_no_drift_and_what_does_not_is() {
        Instant dusk = Photos.START.plus(LATER);

        assertThat(report(baseline(false), dusk, DUSK).verdict()).isEqualTo(Verdict.DRIFT);
        Baseline hourly = baseline(true);
        assertThat(hourly.hours()).hasSize(2);
        assertThat(report(hourly, dusk, DUSK).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(report(hourly, Photos.START, Change.NONE).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(report(hourly, Photos.START, DUSK).verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(report(hourly, dusk, DUSK).referencePhotos()).isEqualTo(2_400);
    }

    @Test
    void an_hour_of_few_photos_and_a_longer_window_are_compared_with_all_of_them() {
        Baseline hourly = baseline(true);
        Instant later = Photos.START.plus(LATER).plus(Duration.ofHours(1));

        assertThat(report(hourly, later, DUSK).referencePhotos()).isEqualTo(4_920);
        assertThat(hourly.reference(Segment.ALL, Photos.START, Duration.ofHours(2)).size())
                .isEqualTo(4_920);
    }

    @Test
    void reads_back_to_the_same_bytes() throws BaselineException {
        byte[] json = BaselineJson.write(baseline(true));

        assertThat(BaselineJson.write(BaselineReader.read(json))).isEqualTo(json);
    }
}
