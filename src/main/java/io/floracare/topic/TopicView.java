package io.floracare.topic;

import java.util.List;

/**
 * Both sides of one topic.
 *
 * @param wanted the catalogue's
 * @param found the cluster's
 */
public record TopicView(TopicSpec wanted, TopicLookup found) {
    /** In what the two differ; empty when the topic was not found. */
    public List<Difference> differences() {
        return switch (found) {
            case TopicLookup.Found(TopicActual actual) -> Difference.between(wanted, actual);
            case TopicLookup.Missing _, TopicLookup.Refused _ -> List.of();
        };
    }
}
