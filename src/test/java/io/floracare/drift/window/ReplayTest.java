package io.floracare.drift.window;

import static io.floracare.drift.window.Streams.DARK;
import static io.floracare.drift.window.Streams.HOUR;
import static io.floracare.drift.window.Streams.KNOWN;
import static io.floracare.drift.window.Streams.TIMING;
import static io.floracare.drift.window.Streams.hour;
import static io.floracare.drift.window.Streams.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.AlertState.Event;
import io.floracare.drift.Detector;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.QualityReport;
import io.floracare.drift.Segment;
import io.floracare.drift.Verdict;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final Photos photos = new Photos(5);
    private final Found found = new Found();
    private final Replay replay = new Replay(3, 1, rules(TIMING), KNOWN, found);

    private void send(List<Features> some) {
        some.stream()
                .sorted(Comparator.comparing(Features::eventTime))
                .forEach(photo -> replay.add(photo, photo.eventTime().toEpochMilli(), 0));
    }

    private void until(Duration afterStart) {
        replay.progress(0, Photos.START.plus(afterStart).toEpochMilli());
    }

    @Test
    void a_window_is_judged_once_its_grace_is_over() {
        send(hour(photos, 0, 500, Change.NONE));
        until(HOUR.plusMinutes(4));
        assertThat(found.reports).isEmpty();

        until(HOUR.plusMinutes(5));

        assertThat(found.reports)
                .extracting(report -> report.segment().toString())
                .containsExactlyInAnyOrder("all", "crop=apple", "crop=bean");
        DriftReport all = all(0).getFirst();
        assertThat(all.photos()).isEqualTo(500);
        assertThat(all.verdict()).isEqualTo(Verdict.STABLE);
        assertThat(all.start()).isEqualTo(Photos.START);
    }

    private List<DriftReport> all(int hour) {
        return found.reports.stream()
                .filter(report ->
                        report.segment().equals(Segment.ALL)
                                && report.start()
                                        .equals(Photos.START.plus(HOUR.multipliedBy(hour))))
                .toList();
    }

    @Test
    void a_late_photo_revises_its_window_and_a_photo_too_late_is_counted() {
        send(hour(photos, 0, 500, Change.NONE));
        until(Duration.ofHours(2));
        List<Features> late = hour(photos, 0, 3, Change.NONE);
        send(late);
        send(late); // comes twice, counts once
        until(Duration.ofHours(3));

        assertThat(all(0)).extracting(DriftReport::revision).containsExactly(0, 1);
        assertThat(all(0)).extracting(DriftReport::photos).containsExactly(500L, 503L);
        assertThat(replay.tooLate()).isZero();

        until(Duration.ofHours(7));
        send(hour(photos, 0, 2, Change.NONE));
        until(Duration.ofHours(8));
        assertThat(all(0)).hasSize(2);
        assertThat(replay.tooLate()).isEqualTo(2);
    }

    @Test
    void a_window_that_did_not_change_has_no_new_revision() {
        List<Features> some = hour(photos, 0, 500, Change.NONE);
        send(some);
        until(Duration.ofHours(2));
        Features again = some.getFirst();
        replay.add(again, again.eventTime().toEpochMilli(), 0);
        until(Duration.ofHours(3));

        assertThat(all(0)).hasSize(1);
    }

    @Test
    void an_alert_names_what_changed_shows_examples_and_goes_when_all_is_well() {
        for (int hour = 0; hour < 8; hour++) {
            send(hour(photos, hour, 600, hour == 2 || hour == 3 ? DARK : Change.NONE));
            until(HOUR.multipliedBy(hour + 1));
        }
        until(HOUR.multipliedBy(9));

        List<DriftAlert> told =
                found.alerts.stream()
                        .filter(alert ->
                                alert.detector() == Detector.DRIFT
                                        && alert.segment().equals(Segment.ALL))
                        .toList();
        assertThat(told)
                .extracting(DriftAlert::event)
                .containsExactly(Event.FIRING, Event.RESOLVED);
        assertThat(told.getFirst().changed()).contains("brightness", "sharpness");
        assertThat(told.getFirst().sentence()).contains("sharpness (lower");
        DriftReport dark = all(2).getFirst();
        assertThat(dark.examples()).hasSizeBetween(3, 6).doesNotHaveDuplicates();
        assertThat(all(1).getFirst().examples()).isEmpty();
    }

    @Test
    void a_model_without_a_baseline_is_said_so() {
        Baselines none = (model, window) -> new Baselines.Lookup.None("Build one.");
        Replay alone = new Replay(2, 1, rules(TIMING), none, found);
        hour(photos, 0, 50, Change.NONE)
                .forEach(photo -> alone.add(photo, photo.eventTime().toEpochMilli(), 0));
        alone.progress(0, Photos.START.plus(Duration.ofHours(2)).toEpochMilli());

        DriftReport report = found.reports.getFirst();
        assertThat(report.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(report.sentence()).isEqualTo("Build one.");
        assertThat(report.photos()).isEqualTo(50);
        assertThat(report.referencePhotos()).isZero();
    }

    @Test
    void a_window_waits_for_a_baseline_that_is_being_fetched() {
        boolean[] there = {false};
        Baselines fetched =
                (model, window) ->
                        there[0] ? KNOWN.find(model, window) : new Baselines.Lookup.Loading();
        Replay slow = new Replay(2, 1, rules(TIMING), fetched, found);
        hour(photos, 0, 400, Change.NONE)
                .forEach(photo -> slow.add(photo, photo.eventTime().toEpochMilli(), 0));
        slow.progress(0, Photos.START.plus(Duration.ofHours(8)).toEpochMilli());
        assertThat(found.reports).isEmpty();

        there[0] = true;
        slow.progress(0, Photos.START.plus(Duration.ofHours(8)).toEpochMilli());

        assertThat(all(0)).extracting(DriftReport::photos).containsExactly(400L);
    }

    @Test
    void a_broken_producer_is_ranked_first_and_raised() {
        List<Features> some = new ArrayList<>();
        for (Features photo : hour(photos, 0, 600, Change.NONE)) {
            boolean broken = some.size() % 5 == 0;
            some.add(from(photo, broken ? "truck" : "phone", broken ? ErrorCode.TRUNCATED : null));
        }
        send(some);
        until(Duration.ofHours(2));

        QualityReport all =
                found.quality.stream()
                        .filter(report -> report.segment().equals(Segment.ALL))
                        .findFirst()
                        .orElseThrow();
        assertThat(all.photos()).isEqualTo(600);
        assertThat(all.raised()).isTrue();
        assertThat(all.sentence()).contains("truncated 20.0 %").contains("producer=truck (120");
        assertThat(all.contributors().getFirst().origin()).hasToString("producer=truck");
    }

    private static Features from(Features photo, String producer, @Nullable ErrorCode error) {
        Features.Segment origin =
                new Features.Segment(photo.segment().crop(), photo.segment().device(), producer);
        return new Features(
                photo.id(),
                photo.eventTime(),
                origin,
                error == null ? photo.status() : Status.ERROR,
                error,
                error == null ? photo.model() : null,
                photo.prediction(),
                error == null ? photo.probs() : null,
                error == null ? photo.confidence() : null,
                photo.margin(),
                photo.entropy(),
                photo.energy(),
                error == null ? photo.image() : null,
                photo.format(),
                photo.bytes());
    }

    @Test
    void silence_where_photos_used_to_come_is_told_and_ends_with_the_next_photo() {
        int week = 168;
        for (int i = 0; i < 3; i++) {
            send(hour(photos, i * week, 300, Change.NONE));
            until(HOUR.multipliedBy((long) i * week + 1));
        }
        until(HOUR.multipliedBy(3L * week + 2));
        send(hour(photos, 4 * week, 300, Change.NONE));
        until(HOUR.multipliedBy(4L * week + 2));

        assertThat(
                        found.alerts.stream()
                                .filter(alert ->
                                        alert.detector() == Detector.SILENCE
                                                && alert.segment().equals(Segment.ALL)))
                .extracting(DriftAlert::event)
                .containsSubsequence(Event.FIRING, Event.RESOLVED);
    }

    @Test
    void a_sudden_fall_of_confidence_is_told_before_the_window_closes() {
        send(hour(photos, 0, 1200, Change.NONE));
        List<Features> second = hour(photos, 1, 1200, Change.NONE);
        send(
                second.stream()
                        .map(photo ->
                                photo.eventTime().isAfter(Photos.START.plus(Duration.ofMinutes(80)))
                                        ? unsure(photo)
                                        : photo)
                        .toList());
        until(Duration.ofMinutes(100));

        assertThat(found.alerts).extracting(DriftAlert::detector).containsOnly(Detector.ABRUPT);
        assertThat(found.alerts.getFirst().since())
                .isBetween(
                        Photos.START.plus(Duration.ofMinutes(81)),
                        Photos.START.plus(Duration.ofMinutes(99)));
    }

    private static Features unsure(Features f) {
        return new Features(
                f.id(),
                f.eventTime(),
                f.segment(),
                Status.UNCERTAIN,
                null,
                f.model(),
                f.prediction(),
                f.probs(),
                Objects.requireNonNull(f.confidence()) * 0.6f,
                f.margin(),
                f.entropy(),
                f.energy(),
                f.image(),
                f.format(),
                f.bytes());
    }
}
