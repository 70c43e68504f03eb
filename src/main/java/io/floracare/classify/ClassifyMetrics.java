package io.floracare.classify;

import io.floracare.message.ErrorCode;
import io.floracare.message.Result;

/**
 * What the topology tells of each record. Called from stream threads once a record; implementations
 * do not block.
 */
public interface ClassifyMetrics {
    /** A record is in hand. */
    void started();

    /**
     * A record's outputs were computed.
     *
     * @param result what the record gave
     * @param totalNanos wall time from taking the record in hand, in nanoseconds
     */
    void finished(Result result, long totalNanos);

    /** A record is left without outputs because the system is at fault; it will be tried again. */
    void abandoned();

    /** A reply was forwarded. */
    void replySent();

    /** A reply could not be sent. Alert when it grows: a caller waits in vain. */
    void replyDropped(String reason);

    /** A dead letter was forwarded. */
    void deadLettered(ErrorCode code);

    /** Tells nobody. */
    ClassifyMetrics NONE =
            new ClassifyMetrics() {
                @Override
                public void started() {}

                @Override
                public void finished(Result result, long totalNanos) {}

                @Override
                public void abandoned() {}

                @Override
                public void replySent() {}

                @Override
                public void replyDropped(String reason) {}

                @Override
                public void deadLettered(ErrorCode code) {}
            };
}
