package io.floracare.telemetry;

import io.floracare.message.ErrorCode;
import io.floracare.message.Status;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One lane's children, resolved once: looking one up allocates. */
final class LaneMetrics {
    final Gauge.Child inFlight;
    final Histogram.Child latency;
    final Counter.Child compute;
    final Counter.Child deadLetters;
    final Counter.Child crashMarks;
    final Counter.Child threadsReplaced;
    private final Map<Stage, Histogram.Child> stages = new EnumMap<>(Stage.class);
    private final Map<ReplyOutcome, Counter.Child> replies = new EnumMap<>(ReplyOutcome.class);
    private final Map<ErrorCode, Counter.Child> errors = new EnumMap<>(ErrorCode.class);
    private final Map<Status, Counter.Child> statuses = new EnumMap<>(Status.class);
    private final Gauge lags;
    private final String label;
    private Gauge.@Nullable Child lag;

    LaneMetrics(LaneInstruments instruments, Lane lane) {
        label = lane.label();
        inFlight = instruments.inFlight.labels(label);
        latency = instruments.latency.labels(label);
        compute = instruments.compute.labels(label);
        deadLetters = instruments.deadLetters.labels(label);
        crashMarks = instruments.crashMarks.labels(label);
        threadsReplaced = instruments.threadsReplaced.labels(label);
        lags = instruments.lag;
        for (Stage stage : Stage.values()) {
            stages.put(stage, instruments.stages.labels(label, stage.label()));
        }
        for (ReplyOutcome outcome : ReplyOutcome.values()) {
            replies.put(outcome, instruments.replies.labels(label, outcome.label()));
        }
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(code, instruments.images.labels(label, Status.ERROR.wire(), code.wire()));
        }
        for (Status status : EnumSet.complementOf(EnumSet.of(Status.ERROR))) {
            statuses.put(status, instruments.images.labels(label, status.wire(), ""));
        }
    }

    /** An error without a code is counted as a defect of this software. */
    Counter.Child outcome(Status status, @Nullable ErrorCode code) {
        if (status != Status.ERROR) {
            return Objects.requireNonNull(statuses.get(status));
        }
        return Objects.requireNonNull(errors.get(code == null ? ErrorCode.INTERNAL : code));
    }

    Histogram.Child stage(Stage stage) {
        return Objects.requireNonNull(stages.get(stage));
    }

    Counter.Child reply(ReplyOutcome outcome) {
        return Objects.requireNonNull(replies.get(outcome));
    }

    /** The lag's child is made at the first value: 0 before it would be a lie. */
    synchronized void lag(long records) {
        Gauge.Child child = lag;
        if (child == null) {
            child = lags.labels(label);
            lag = child;
        }
        child.set(records);
    }
}
