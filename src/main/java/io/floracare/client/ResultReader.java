package io.floracare.client;

import com.fasterxml.jackson.databind.ObjectReader;
import io.floracare.message.Json;
import io.floracare.message.Result;
import io.floracare.topic.TopicPartitions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads committed results of one topic from a given position on, all partitions, without a consumer
 * group. For one thread.
 */
public final class ResultReader implements AutoCloseable {
    /** Empty polls between two looks for partitions that were added. */
    private static final int REFRESH = 50;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final ObjectReader json = Json.mapper().readerFor(Result.class);
    private int emptyPolls;

    /** Where reading begins. */
    public sealed interface From {
        /** The oldest result that is kept. */
        record Beginning() implements From {}

        /** Results that are written from now on. */
        record Now() implements From {}

        /** Results that the broker got at or after that time. */
        record Since(Instant time) implements From {}
    }

    private ResultReader(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * Opens a reader. When it returns, {@link From.Now} is settled: what is published afterwards is
     * read.
     *
     * @throws org.apache.kafka.common.KafkaException if the topic is missing or the broker does not
     *     answer
     */
    public static ResultReader open(KafkaClients clients, String topic, From from) {
        Consumer<byte[], byte[]> consumer = clients.consumer();
        try {
            ResultReader reader = new ResultReader(consumer, topic);
            Set<TopicPartition> partitions = reader.partitions();
            consumer.assign(partitions);
            switch (from) {
                case From.Beginning _ -> consumer.seekToBeginning(partitions);
                case From.Now _ -> consumer.endOffsets(partitions).forEach(consumer::seek);
                case From.Since(Instant time) -> seek(consumer, partitions, time);
            }
            return reader;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The next results, in order within a partition; empty if none come in time. */
    public List<ReadResult> poll(Duration atMost) {
        List<ReadResult> results = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(atMost)) {
            results.add(decode(next));
        }
        emptyPolls = results.isEmpty() ? emptyPolls + 1 : 0;
        if (emptyPolls == REFRESH) {
            emptyPolls = 0;
            addNewPartitions();
        }
        return results;
    }

    /** Ends a {@link #poll} in another thread with a {@code WakeupException}. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private ReadResult decode(ConsumerRecord<byte[], byte[]> next) {
        if (next.value() == null) {
            return undecodable(next, "it has no value");
        }
        try {
            Result result = json.readValue(next.value());
            return new ReadResult.Decoded(
                    next.partition(),
                    next.offset(),
                    Instant.ofEpochMilli(next.timestamp()),
                    result);
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return undecodable(next, "it is not the JSON of a result");
        }
    }

    private ReadResult undecodable(ConsumerRecord<byte[], byte[]> next, String why) {
        return new ReadResult.Undecodable(
                next.partition(),
                next.offset(),
                "record %s-%d@%d is no result: %s"
                        .formatted(topic, next.partition(), next.offset(), why));
    }

    private void addNewPartitions() {
        Set<TopicPartition> all = partitions();
        Set<TopicPartition> added = new HashSet<>(all);
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    private Set<TopicPartition> partitions() {
        return Set.copyOf(TopicPartitions.of(consumer, topic));
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(
                    partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
    }
}
