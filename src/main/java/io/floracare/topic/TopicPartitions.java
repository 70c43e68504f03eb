package io.floracare.topic;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions that a topic has. */
public final class TopicPartitions {
    private TopicPartitions() {}

    /**
     * Asks the cluster.
     *
     * @return at least one
     * @throws MissingTopicException if the topic does not exist
     */
    public static List<TopicPartition> of(Consumer<?, ?> consumer, String topic) {
        @Nullable List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new MissingTopicException(topic);
        }
        return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }
}
