package io.floracare.telemetry;

import io.floracare.message.ErrorCode;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import org.jspecify.annotations.Nullable;

/** For tools that measure nothing. */
final class NoMetrics implements ClassifierMetrics {
    @Override
    public void started(Lane lane) {}

    @Override
    public void finished(Lane lane, Status status, @Nullable ErrorCode code) {}

    @Override
    public void abandoned(Lane lane) {}

    @Override
    public void stage(Lane lane, Stage stage, long nanos) {}

    @Override
    public void compute(Lane lane, long cpuNanos) {}

    @Override
    public void latency(Lane lane, long millis) {}

    @Override
    public void reply(Lane lane, ReplyOutcome outcome) {}

    @Override
    public void deadLetter(Lane lane) {}

    @Override
    public void crashMark(Lane lane) {}

    @Override
    public void threadReplaced(Lane lane) {}

    @Override
    public void lag(Lane lane, long records) {}

    @Override
    public void paused(PauseReason reason) {}

    @Override
    public void resumed() {}

    @Override
    public void model(ModelRef model) {}

    @Override
    public void modelLoad(ModelLoad outcome) {}
}
