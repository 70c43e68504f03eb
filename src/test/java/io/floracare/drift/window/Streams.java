package io.floracare.drift.window;

import io.floracare.drift.AlertRule;
import io.floracare.drift.Baseline;
import io.floracare.drift.DriftPolicy;
import io.floracare.drift.Issue;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Simulated photos of several hours, a baseline of them, and rules to judge them by. */
public final class Streams {
    public static final Change DARK = new Change(0.5, 0.1, 0);
    public static final Duration HOUR = Duration.ofHours(1);
    public static final Timing TIMING =
            new Timing(HOUR, Duration.ofMinutes(5), Duration.ofHours(6));
    public static final Baseline BASELINE =
            Photos.baseline(new Photos(99).take(8000, 5, Change.NONE), DriftPolicy.DEFAULT);
    public static final Baselines KNOWN =
            (model, window) -> new Baselines.Lookup.Found(BASELINE, 1);

    private Streams() {}

    public static Rules rules(Timing timing) {
        AlertRule rule = new AlertRule(2, 3, 2, Duration.ZERO, Duration.ofHours(24));
        return new Rules(
                timing,
                DriftPolicy.DEFAULT.withWindow(timing.window()),
                rule,
                Map.of(Issue.NO_EXIF, 1.0));
    }

    /** Photos of one hour, counted from {@link Photos#START}. */
    static List<Features> hour(Photos photos, int hour, int size, Change change) {
        return photos.take(size, 5, change).stream()
                .map(photo -> moved(photo, HOUR.multipliedBy(hour)))
                .toList();
    }

    static Features moved(Features photo, Duration by) {
        return at(photo, photo.eventTime().plus(by));
    }

    /** A photo at another time. */
    public static Features at(Features f, Instant time) {
        return copy(f, time, f.model());
    }

    /** A photo that another model answered. */
    public static Features of(ModelRef model, Features f) {
        return copy(f, f.eventTime(), model);
    }

    private static Features copy(Features f, Instant time, @Nullable ModelRef model) {
        return new Features(
                f.id(),
                time,
                f.segment(),
                f.status(),
                f.error(),
                model,
                f.prediction(),
                f.probs(),
                f.confidence(),
                f.margin(),
                f.entropy(),
                f.energy(),
                f.image(),
                f.format(),
                f.bytes());
    }
}
