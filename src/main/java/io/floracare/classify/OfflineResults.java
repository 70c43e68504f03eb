package io.floracare.classify;

import io.floracare.message.Features;
import io.floracare.message.Features.Segment;
import io.floracare.message.Result;
import java.time.Clock;
import java.time.Instant;

/** Results and features of images that came in no record. */
public final class OfflineResults {
    private final Clock clock;
    private long next;

    public OfflineResults(Clock clock) {
        this.clock = clock;
    }

    /** The result; its id is the subject, its source the topic {@code -} and a running number. */
    public Result of(String subject, Classification classification) {
        Instant now = clock.instant();
        ImageRecord image = image(subject, next++, now, new Segment(null, null, null));
        return OutputWriter.result(image, classification, now);
    }

    /** The features that a record of that id, time and origin would give. */
    public static Features features(
            String id, Instant eventTime, Segment origin, Classification classification) {
        return OutputWriter.features(image(id, 0, eventTime, origin), classification);
    }

    private static ImageRecord image(String id, long offset, Instant time, Segment origin) {
        return new ImageRecord(
                id,
                id,
                new Result.Source("-", 0, offset),
                time,
                time,
                origin,
                null,
                null,
                null,
                null);
    }
}
