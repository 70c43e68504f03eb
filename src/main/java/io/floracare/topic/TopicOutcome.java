package io.floracare.topic;

import java.util.List;

/** What {@code topics apply} did about one topic. */
public sealed interface TopicOutcome {
    /** The topic's name. */
    String topic();

    /** It was missing and is there now. */
    record Created(String topic, int partitions) implements TopicOutcome {}

    /** It is as the catalogue wants it. */
    record Unchanged(String topic) implements TopicOutcome {}

    /** It differs and was left alone. */
    record Differs(String topic, List<Difference> differences) implements TopicOutcome {
        public Differs {
            differences = List.copyOf(differences);
        }
    }

    /**
     * It was changed.
     *
     * @param changed what now is as wanted
     * @param left what Kafka cannot change in place
     */
    record Altered(String topic, List<Difference> changed, List<Difference> left)
            implements TopicOutcome {
        public Altered {
            changed = List.copyOf(changed);
            left = List.copyOf(left);
        }
    }

    /** Nothing was done; the sentence says why. */
    record Failed(String topic, String message) implements TopicOutcome {}
}
