package io.floracare.client;

import io.floracare.topic.TopicPartitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Goes over the letters that are there when it is opened, each once. */
final class LetterCursor {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, ReplayState> states = new HashMap<>();

    /**
     * @param consumer has the replays' group; stays the caller's
     */
    LetterCursor(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        Set<TopicPartition> partitions = Set.copyOf(TopicPartitions.of(consumer, topic));
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
        for (TopicPartition partition : partitions) {
            states.put(
                    partition,
                    ReplayState.of(
                            committed.get(partition), beginnings.getOrDefault(partition, 0L)));
        }
        consumer.seekToBeginning(partitions);
    }

    /** Starts where the last replay left a letter. */
    void skipDone() {
        states.forEach((partition, state) -> consumer.seek(partition, state.start()));
    }

    /** The next letters; empty when there are no more. */
    List<ConsumerRecord<byte[], byte[]>> next() {
        while (remaining()) {
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
                if (letter.offset() < end(partition(letter))) {
                    letters.add(letter);
                }
            }
            if (!letters.isEmpty()) {
                return letters;
            }
        }
        return List.of();
    }

    /** What is dealt with in a letter's partition. */
    ReplayState state(ConsumerRecord<byte[], byte[]> letter) {
        return states.computeIfAbsent(partition(letter), _ -> ReplayState.from(letter.offset()));
    }

    /** The replays' group, for a transaction. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** What to commit. */
    Map<TopicPartition, OffsetAndMetadata> committed() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        states.forEach((partition, state) -> offsets.put(partition, state.committed()));
        return offsets;
    }

    private boolean remaining() {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> letter) {
        return new TopicPartition(letter.topic(), letter.partition());
    }
}
