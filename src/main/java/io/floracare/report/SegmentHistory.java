package io.floracare.report;

import io.floracare.drift.Segment;
import io.floracare.drift.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * The verdicts on one segment.
 *
 * @param segment of the stream
 * @param outlook what they come to
 * @param sentence of the window that says so
 * @param windows in the order of time
 */
public record SegmentHistory(
        Segment segment, Outlook outlook, String sentence, List<Window> windows) {
    public SegmentHistory {
        windows = List.copyOf(windows);
    }

    /**
     * One window.
     *
     * @param start of the window
     * @param verdict on it
     * @param photos tested
     */
    public record Window(Instant start, Verdict verdict, long photos) {}
}
