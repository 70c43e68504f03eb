package io.floracare.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the publisher did.
 *
 * @param outcomes one for each file, in the order in which they were settled
 * @param stopped why the run ended before its last file, as a sentence; null if it did not
 */
public record PublishReport(List<PublishOutcome> outcomes, @Nullable String stopped) {
    public PublishReport {
        outcomes = List.copyOf(outcomes);
    }

    /** Ids of the images that this run sent. */
    public List<String> ids() {
        return outcomes.stream()
                .filter(PublishOutcome.Sent.class::isInstance)
                .map(outcome -> ((PublishOutcome.Sent) outcome).id())
                .toList();
    }

    /** Files that cannot be sent. */
    public List<PublishOutcome.Refused> refused() {
        return outcomes.stream()
                .filter(PublishOutcome.Refused.class::isInstance)
                .map(PublishOutcome.Refused.class::cast)
                .toList();
    }

    /** Whether every file's image is at the broker. */
    public boolean complete() {
        return stopped == null && refused().isEmpty();
    }
}
