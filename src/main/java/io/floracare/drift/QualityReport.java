package io.floracare.drift;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quality of all photos of one window of one segment, failed ones included, whatever model they
 * were for: the value on {@code drift-quality}.
 *
 * @param segment of the stream
 * @param start of the window, event time, included
 * @param end of the window, excluded
 * @param revision 0 when the window first closed, one more each time late records changed it
 * @param sentence what is wrong, for people
 * @param photos counted
 * @param devices that sent them; a device without a name counts once a producer and minute
 * @param duplicates estimated share of photos that look like another one of the window; null where
 *     it is not known, as in segments
 * @param issues each kind of issue, the surest first
 * @param contributors who sent most of each issue, largest first; in the segment {@code all} alone
 */
public record QualityReport(
        Segment segment,
        Instant start,
        Instant end,
        int revision,
        String sentence,
        long photos,
        long devices,
        @Nullable Double duplicates,
        List<QualityVerdict> issues,
        List<Contributor> contributors) {
    public QualityReport {
        issues = List.copyOf(issues);
        contributors = List.copyOf(contributors);
    }

    /** Whether an issue is surely more frequent than is accepted. */
    public boolean raised() {
        return issues.stream().anyMatch(QualityVerdict::raised);
    }

    /**
     * Who sent photos with an issue.
     *
     * @param issue of the photos
     * @param origin a device or a producer
     * @param photos with the issue
     * @param sent photos of the origin in all
     */
    public record Contributor(Issue issue, Segment origin, long photos, long sent) {}
}
