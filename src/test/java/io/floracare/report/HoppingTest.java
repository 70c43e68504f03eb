package io.floracare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.drift.DriftReport;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.Segment;
import io.floracare.drift.window.Found;
import io.floracare.drift.window.Replay;
import io.floracare.drift.window.Streams;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoppingTest {
    private static List<DriftReport> hours(int size, Change... changes) {
        Found found = new Found();
        Replay replay = new Replay(1, 1, Streams.rules(Streams.TIMING), Streams.KNOWN, found);
        Photos photos = new Photos(6);
        for (int hour = 0; hour < changes.length; hour++) {
            Duration later = Duration.ofHours(hour);
            photos.take(size, 5, changes[hour])
                    .forEach(photo ->
                            replay.add(photo, photo.eventTime().plus(later).toEpochMilli(), 0));
        }
        replay.progress(0, Photos.START.plus(Duration.ofHours(changes.length + 1)).toEpochMilli());
        return found.reports.stream()
                .filter(report -> report.segment().equals(Segment.ALL))
                .sorted(Comparator.comparing(DriftReport::start))
                .toList();
    }

    @Test
    void overlapping_windows_smooth_what_single_ones_say() {
        Change some = new Change(0.85, 0, 0);
        List<DriftReport> windows =
                hours(300, some, some, some, some, some, some, some, some, some);
        List<HoppingPoint> hopping = Hopping.of(windows);

        assertThat(hopping).hasSize(7);
        assertThat(hopping.getFirst().start()).isEqualTo(windows.getFirst().start());
        assertThat(hopping.getFirst().end()).isEqualTo(windows.get(2).end());
        assertThat(hopping.getFirst().photos()).isEqualTo(900);
        double mean =
                windows.stream()
                        .mapToDouble(window -> WindowPoint.of(window).change().get("brightness"))
                        .average()
                        .orElseThrow();
        assertThat(hopping)
                .allSatisfy(point ->
                        assertThat(point.change().get("brightness"))
                                .isCloseTo(mean, within(0.2 * mean)));
        assertThat(hopping)
                .allSatisfy(point ->
                        assertThat(point.change().get("greyEntropy"))
                                .isLessThan(point.change().get("brightness")));
    }

    @Test
    void an_hour_without_a_verdict_is_not_counted() {
        List<DriftReport> windows = hours(40, Change.NONE, Change.NONE, Change.NONE, Change.NONE);

        assertThat(Hopping.of(windows)).isEmpty();
        assertThat(Hopping.of(List.of())).isEmpty();
    }
}
