package io.floracare.report;

import io.floracare.drift.Segment;
import java.io.IOException;
import java.time.Instant;

/** Sums up what was reported of a time. */
@FunctionalInterface
public interface ReportSource {
    /**
     * The summary.
     *
     * @param from first event time
     * @param to event time to end before
     * @param shown the segment that is shown in full
     * @throws IOException with a sentence, if it cannot be read now
     * @throws InterruptedException if the calling thread is interrupted
     */
    DriftSummary read(Instant from, Instant to, Segment shown)
            throws IOException, InterruptedException;
}
