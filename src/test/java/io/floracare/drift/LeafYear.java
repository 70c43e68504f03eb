package io.floracare.drift;

import io.floracare.baseline.LeafPhotos;
import io.floracare.drift.stats.AlertBudget;
import io.floracare.drift.window.Baselines;
import io.floracare.drift.window.Replay;
import io.floracare.drift.window.Rules;
import io.floracare.drift.window.Timing;
import io.floracare.drift.window.Verdicts;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The whole aggregator over a year of hourly windows in which nothing changes: all segments, all
 * detectors, N of M windows, hysteresis; days busy, nights quiet. Floors off.
 */
final class LeafYear {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int BUSY = 250;
    private static final int QUIET = 40;
    private static final int BURST = 5;

    /** As the default, with verdicts on windows of fewer photos, so that crops have some too. */
    private static final DriftPolicy POLICY =
            new DriftPolicy(
                    DriftPolicy.DEFAULT.window(),
                    DriftPolicy.DEFAULT.budget(),
                    DriftPolicy.DEFAULT.floors(),
                    50,
                    DriftPolicy.DEFAULT.minimumGroups(),
                    DriftPolicy.DEFAULT.photosPerDevice(),
                    DriftPolicy.DEFAULT.referenceRatio());

    /** Classes told apart: with them 20 features are watched. */
    private static final int CLASSES = 5;

    private static final int BACKGROUND = 4;

    private final LeafRecords records;
    private final Baseline baseline;
    private final List<Watched> watched = new ArrayList<>();

    LeafYear(long seed, List<LeafPhotos.Photo> photos) {
        records = new LeafRecords(seed, photos, BURST);
        ModelRef model = Objects.requireNonNull(photos.getFirst().features().model());
        BaselineBuilder builder =
                new BaselineBuilder(
                        model,
                        IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList(),
                        Set.of(BACKGROUND),
                        POLICY,
                        500);
        for (int hour = 0; hour < 24; hour++) {
            records.hour(START.minus(Duration.ofDays(2)).plus(Duration.ofHours(hour)), BUSY)
                    .forEach(record -> builder.add(record, null));
        }
        baseline = builder.build(START);
    }

    /** Segments with a verdict of their own. */
    List<Segment> segments() {
        return baseline.segments();
    }

    /** Watches with a budget of so many false alerts in 30 days. */
    Watched watch(double perMonth, AlertRule rule) {
        Watched one = new Watched(perMonth, rule);
        watched.add(one);
        return one;
    }

    /** Lets time pass. */
    void run(int days) {
        for (int hour = 0; hour < 24 * days; hour++) {
            Instant start = START.plus(Duration.ofHours(hour));
            int size = hour % 24 < 6 ? QUIET : BUSY;
            List<Features> photos = records.hour(start, size);
            for (Watched one : watched) {
                for (Features photo : photos) {
                    one.replay.add(photo, photo.eventTime().toEpochMilli(), 0);
                }
                one.replay.progress(0, start.plus(Duration.ofHours(1)).toEpochMilli());
            }
        }
    }

    /** False alarms of the detector of abrupt changes in so many days. */
    int abruptAlarms(int days, Duration falseAlarmTime) {
        AbruptChange detector = AbruptChange.of(falseAlarmTime);
        int alarms = 0;
        for (int hour = 0; hour < 24 * days; hour++) {
            Instant start = START.plus(Duration.ofHours(hour));
            MinuteSum[] minutes = new MinuteSum[60];
            Arrays.fill(minutes, MinuteSum.EMPTY);
            for (Features photo : records.hour(start, hour % 24 < 6 ? QUIET : BUSY)) {
                int minute = (int) Duration.between(start, photo.eventTime()).toMinutes();
                minutes[minute] = minutes[minute].plus(photo);
            }
            for (MinuteSum minute : minutes) {
                detector = detector.next(minute, baseline, POLICY.referenceRatio());
                if (detector.alarmed()) {
                    alarms++;
                    detector = detector.reset();
                }
            }
        }
        return alarms;
    }

    /** An aggregator and the alerts that it opened. */
    final class Watched implements Verdicts {
        private final double perMonth;
        private final Replay replay;
        private final Map<Detector, Integer> opened = new EnumMap<>(Detector.class);
        private long drifted;
        private long decided;

        private Watched(double perMonth, AlertRule rule) {
            this.perMonth = perMonth;
            DriftPolicy policy =
                    POLICY.withFloors(DriftPolicy.Floors.NONE)
                            .withBudget(new AlertBudget(perMonth, Duration.ofDays(30)));
            Rules rules =
                    new Rules(
                            new Timing(policy.window(), Duration.ZERO, Duration.ofHours(1)),
                            policy,
                            rule,
                            Map.of(Issue.NO_EXIF, 1.0, Issue.DUPLICATE, 1.0));
            Baselines.Lookup found = new Baselines.Lookup.Found(baseline, 1);
            replay = new Replay(1, 1, rules, (model, window) -> found, this);
        }

        /** Alerts that opened. */
        int openings() {
            return opened.values().stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public void report(DriftReport report) {
            decided += report.verdict() == Verdict.INSUFFICIENT_DATA ? 0 : 1;
            drifted += report.verdict() == Verdict.DRIFT ? 1 : 0;
        }

        @Override
        public void quality(QualityReport report) {}

        @Override
        public void alert(DriftAlert alert) {
            if (alert.event() == AlertState.Event.FIRING) {
                opened.merge(alert.detector(), 1, Integer::sum);
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "budget %.0f in 30 days: %d openings %s; %d of %,d windows with a verdict drift",
                    perMonth,
                    openings(),
                    opened,
                    drifted,
                    decided);
        }
    }
}
