package io.floracare.telemetry;

import io.floracare.message.ErrorCode;
import io.floracare.message.Status;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import org.jspecify.annotations.Nullable;

/** One lane's children, resolved once: looking one up allocates. */
final class LaneMetrics {
    final Gauge.Child inFlight;
    final Histogram.Child latency;
    final Counter.Child deadLetters;
    final Counter.Child crashMarks;
    final Counter.Child threadsReplaced;
    private final Histogram.Child[] stages = new Histogram.Child[Stage.values().length];
    private final Counter.Child[] replies = new Counter.Child[ReplyOutcome.values().length];
    private final Counter.Child[] errors = new Counter.Child[ErrorCode.values().length];
    private final Counter.Child[] statuses = new Counter.Child[Status.values().length];
    private final Gauge lags;
    private final String label;
    private Gauge.@Nullable Child lag;

    LaneMetrics(LaneInstruments instruments, Lane lane) {
        label = lane.label();
        inFlight = instruments.inFlight.labels(label);
        latency = instruments.latency.labels(label);
        deadLetters = instruments.deadLetters.labels(label);
        crashMarks = instruments.crashMarks.labels(label);
        threadsReplaced = instruments.threadsReplaced.labels(label);
        lags = instruments.lag;
        for (Stage stage : Stage.values()) {
            stages[stage.ordinal()] = instruments.stages.labels(label, stage.label());
        }
        for (ReplyOutcome outcome : ReplyOutcome.values()) {
            replies[outcome.ordinal()] = instruments.replies.labels(label, outcome.label());
        }
        for (ErrorCode code : ErrorCode.values()) {
            errors[code.ordinal()] =
                    instruments.images.labels(label, Status.ERROR.wire(), code.wire());
        }
        for (Status status : Status.values()) {
            if (status != Status.ERROR) {
                statuses[status.ordinal()] = instruments.images.labels(label, status.wire(), "");
            }
        }
        statuses[Status.ERROR.ordinal()] = errors[ErrorCode.INTERNAL.ordinal()];
    }

    Counter.Child outcome(Status status, @Nullable ErrorCode code) {
        return code == null ? statuses[status.ordinal()] : errors[code.ordinal()];
    }

    Histogram.Child stage(Stage stage) {
        return stages[stage.ordinal()];
    }

    Counter.Child reply(ReplyOutcome outcome) {
        return replies[outcome.ordinal()];
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
