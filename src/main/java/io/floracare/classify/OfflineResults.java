package io.floracare.classify;

import io.floracare.message.Features.Segment;
import io.floracare.message.Result;
import java.time.Clock;
import java.time.Instant;

/** Results of images that came in no record. */
public final class OfflineResults {
    private final Clock clock;
    private long next;

    public OfflineResults(Clock clock) {
        this.clock = clock;
    }

    /** The result; its id is the subject, its source the topic {@code -} and a running number. */
    public Result of(String subject, Classification classification) {
        Instant now = clock.instant();
        ImageRecord image =
                new ImageRecord(
                        subject,
                        subject,
                        new Result.Source("-", 0, next++),
                        now,
                        now,
                        new Segment(null, null, null),
                        null,
                        null,
                        null,
                        null);
        return OutputWriter.result(image, classification, now);
    }
}
