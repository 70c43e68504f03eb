package io.floracare.topic;

import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A topic that does not exist, by its name; Kafka's own exception has none. */
public final class MissingTopicException extends UnknownTopicOrPartitionException {
    private static final long serialVersionUID = 1L;

    private final String topic;

    public MissingTopicException(String topic) {
        super("topic " + topic + " does not exist");
        this.topic = topic;
    }

    /** Its name. */
    public String topic() {
        return topic;
    }
}
