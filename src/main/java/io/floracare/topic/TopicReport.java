package io.floracare.topic;

import java.util.List;

/**
 * An administrator's question to a whole cluster, answered or not.
 *
 * @param <T> the answer for one topic
 */
public sealed interface TopicReport<T> {
    /** One answer for each topic of the catalogue, in its order. */
    record Topics<T>(List<T> topics) implements TopicReport<T> {
        public Topics {
            topics = List.copyOf(topics);
        }
    }

    /** The cluster could not be asked, or the request cannot be met; nothing was changed. */
    record Unavailable<T>(String message) implements TopicReport<T> {}
}
