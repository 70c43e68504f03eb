package io.floracare.client;

import io.floracare.topic.TopicPartitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The committed values that a topic has from a time on, all partitions, up to what is there when it
 * is opened. For one thread.
 */
public final class TopicSlice implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> starts = new HashMap<>();

    private TopicSlice(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
    }

    /**
     * Opens a slice.
     *
     * @param from records with an earlier timestamp are passed over; null for all that are kept
     * @throws org.apache.kafka.common.KafkaException if the topic is missing or the broker does not
     *     answer
     */
    public static TopicSlice open(KafkaClients clients, String topic, @Nullable Instant from) {
        Consumer<byte[], byte[]> consumer = clients.consumer();
        try {
            Set<TopicPartition> partitions = Set.copyOf(TopicPartitions.of(consumer, topic));
            consumer.assign(partitions);
            TopicSlice slice = new TopicSlice(consumer, consumer.endOffsets(partitions));
            slice.seek(from);
            return slice;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void seek(@Nullable Instant from) {
        if (from == null) {
            consumer.beginningOffsets(ends.keySet()).forEach(this::seek);
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            seek(partition, first == null ? end : first.offset());
        });
    }

    private void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        starts.put(partition, offset);
    }

    /** Whether everything was read. */
    public boolean done() {
        return left() == 0;
    }

    /** Offsets from the first record to the end; some may hold no value. */
    public long total() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - starts.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /** As {@link #total}, of what is still to be read. */
    public long left() {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return left;
    }

    /** The next values, in order within a partition; empty if none come in time. */
    public List<byte[]> poll(Duration atMost) {
        List<byte[]> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(atMost)) {
            Long end = ends.get(new TopicPartition(next.topic(), next.partition()));
            if (next.value() != null && end != null && next.offset() < end) {
                values.add(next.value());
            }
        }
        return values;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
