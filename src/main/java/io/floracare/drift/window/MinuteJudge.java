package io.floracare.drift.window;

import io.floracare.drift.AbruptChange;
import io.floracare.drift.AlertState.Event;
import io.floracare.drift.AlertState.Reading;
import io.floracare.drift.AlertState.Step;
import io.floracare.drift.Detector;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.FailureChange;
import io.floracare.drift.Issue;
import io.floracare.drift.MinuteSum;
import io.floracare.drift.Segment;
import io.floracare.message.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Watches minutes for abrupt changes of confidence and for failures. */
final class MinuteJudge {
    private final Rules rules;
    private final Baselines baselines;
    private final AlertBook book;
    private final Verdicts verdicts;

    MinuteJudge(Rules rules, Baselines baselines, AlertBook book, Verdicts verdicts) {
        this.rules = rules;
        this.baselines = baselines;
        this.book = book;
        this.verdicts = verdicts;
    }

    /** Whether the minute was judged; not while the model's baseline is not there yet. */
    boolean judge(long minute, List<Part> parts) {
        MinuteSum sum = MinuteSum.EMPTY;
        ModelRef model = null;
        for (Part part : parts) {
            if (part instanceof Part.Minute one) {
                sum = sum.plus(one.sum());
                model = one.model();
            }
        }
        if (model == null) {
            failures(minute, sum);
            return true;
        }
        return switch (baselines.find(model, minute)) {
            case Baselines.Lookup.Loading() -> false;
            case Baselines.Lookup.None none -> true;
            case Baselines.Lookup.Found found -> {
                confidence(minute, model, sum, found);
                yield true;
            }
        };
    }

    private void confidence(
            long minute, ModelRef model, MinuteSum sum, Baselines.Lookup.Found found) {
        Duration quiet = rules.falseAlarmTime(found.baseline().segments().size());
        AbruptChange change =
                book.detector(
                        "confidence/" + DriftAlert.key(model, Segment.ALL),
                        AbruptChange.class,
                        () -> AbruptChange.of(quiet),
                        before ->
                                (before.alarmed() ? before.reset() : before)
                                        .next(
                                                sum,
                                                found.baseline(),
                                                rules.policy().referenceRatio()));
        tell(
                "abrupt/confidence/" + model.name() + "/" + model.version() + "/" + model.variant(),
                model,
                minute,
                sum.photos() == 0 ? null : change.alarmed(),
                "Confidence changed abruptly, about %d minutes ago.".formatted(change.delay()),
                "confidence");
    }

    private void failures(long minute, MinuteSum sum) {
        FailureChange change =
                book.detector(
                        "failures",
                        FailureChange.class,
                        () -> FailureChange.of(rules.falseAlarmTime(1)),
                        before ->
                                (before.alarmed() ? before.reset() : before)
                                        .next(
                                                sum,
                                                Math.clamp(
                                                        rules.accepted(Issue.ERROR), 1e-4, 0.9)));
        tell(
                "abrupt/failures",
                null,
                minute,
                sum.photos() + sum.failed() == 0 ? null : change.alarmed(),
                "More photos fail than is accepted, since about %d minutes ago."
                        .formatted(change.delay()),
                "error");
    }

    private void tell(
            String key,
            @Nullable ModelRef model,
            long minute,
            @Nullable Boolean alarmed,
            String sentence,
            String changed) {
        Instant end = Instant.ofEpochMilli(Timing.nextMinute(minute));
        Reading reading =
                alarmed == null ? Reading.UNKNOWN : alarmed ? Reading.BREACH : Reading.CLEAR;
        Step step = book.next(key, reading, end, rules.minutes());
        step.event()
                .ifPresent(event ->
                        verdicts.alert(
                                new DriftAlert(
                                        key,
                                        Detector.ABRUPT,
                                        event,
                                        model,
                                        Segment.ALL,
                                        Objects.requireNonNullElse(step.fired(), end),
                                        event == Event.RESOLVED ? end : null,
                                        Instant.ofEpochMilli(minute),
                                        AlertBook.sentence(event, sentence),
                                        List.of(changed))));
    }
}
