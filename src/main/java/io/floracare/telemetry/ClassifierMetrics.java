package io.floracare.telemetry;

import io.floracare.message.ErrorCode;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the classifier measures of itself. Safe for any thread. The methods that take a {@link Lane}
 * are called for every image and do not allocate.
 */
public interface ClassifierMetrics {
    /**
     * An image is taken in hand.
     *
     * @param lane the way it came
     */
    void started(Lane lane);

    /**
     * The image in hand is done.
     *
     * @param lane the way it came
     * @param status how it ended
     * @param code why there is no answer; null unless {@code status} is {@code ERROR}
     */
    void finished(Lane lane, Status status, @Nullable ErrorCode code);

    /** The image in hand is left without outputs because the system is at fault; it comes again. */
    void abandoned(Lane lane);

    /** Wall time of a stage that was reached, in nanoseconds. */
    void stage(Lane lane, Stage stage, long nanos);

    /** CPU time of decode, preprocess and inference of one image, in nanoseconds. */
    void compute(Lane lane, long cpuNanos);

    /** Time from the image's append to its topic until its result was made, in milliseconds. */
    void latency(Lane lane, long millis);

    /** What became of a reply that was asked for. */
    void reply(Lane lane, ReplyOutcome outcome);

    /** An image was sent to the dead letters. */
    void deadLetter(Lane lane);

    /** A process before this one died on the record that is now in hand. */
    void crashMark(Lane lane);

    /** A stream thread died and was replaced. */
    void threadReplaced(Lane lane);

    /** Records in this process's partitions that no committed answer stands for. */
    void lag(Lane lane, long records);

    /** Nothing is consumed, for this reason; replaces the reason before. */
    void paused(PauseReason reason);

    /** Consumption goes on. */
    void resumed();

    /** The model in service; replaces the one before. */
    void model(ModelRef model);

    /** An attempt to get a model into service ended. */
    void modelLoad(ModelLoad outcome);

    /** Metrics that go nowhere. */
    static ClassifierMetrics none() {
        return new NoMetrics();
    }
}
