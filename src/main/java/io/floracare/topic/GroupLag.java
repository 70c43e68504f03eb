package io.floracare.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Records between a consumer group's commits and the ends of partitions. A consumer's own {@code
 * records-lag} is what its last fetch of a partition said, which a burst makes old.
 */
public final class GroupLag {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final String group;

    /**
     * @param admin stays the caller's; needs Describe on the group and the topics
     */
    public GroupLag(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /**
     * Records in all partitions that the group has committed.
     *
     * @throws KafkaException if Kafka cannot be asked, or does not answer within seconds
     */
    public long everywhere() throws InterruptedException {
        return sum(known(committed(new ListConsumerGroupOffsetsSpec())));
    }

    /**
     * Records in some partitions; from their beginning where the group has committed nothing.
     *
     * @throws KafkaException if Kafka cannot be asked, or does not answer within seconds
     */
    public long in(Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, Long> from =
                known(committed(new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)));
        Map<TopicPartition, OffsetSpec> untouched = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (!from.containsKey(partition)) {
                untouched.put(partition, OffsetSpec.earliest());
            }
        }
        if (!untouched.isEmpty()) {
            offsets(untouched).forEach((partition, info) -> from.put(partition, info.offset()));
        }
        return sum(from);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(ListConsumerGroupOffsetsSpec spec)
            throws InterruptedException {
        return answer(
                admin.listConsumerGroupOffsets(Map.of(group, spec))
                        .partitionsToOffsetAndMetadata(group));
    }

    /** A partition without a commit is null in Kafka's answer, or not there. */
    private static Map<TopicPartition, Long> known(
            Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, Long> known = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                known.put(partition, offset.offset());
            }
        });
        return known;
    }

    private long sum(Map<TopicPartition, Long> from) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        from.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> last = offsets(ends);
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> first : from.entrySet()) {
            ListOffsetsResultInfo end = last.get(first.getKey());
            if (end != null) {
                sum += Math.max(0, end.offset() - first.getValue());
            }
        }
        return sum;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Map<TopicPartition, OffsetSpec> asked) throws InterruptedException {
        return asked.isEmpty() ? Map.of() : answer(admin.listOffsets(asked).all());
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(e);
        }
    }
}
