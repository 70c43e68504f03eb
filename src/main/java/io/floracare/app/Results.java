package io.floracare.app;

import io.floracare.message.JsonSerde;
import io.floracare.message.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the committed results from now on, on a thread of its own, in no consumer group. */
final class Results implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], Result> consumer;
    private final Thread thread;

    /**
     * Takes its place at the end of the topic before it returns.
     *
     * @param kafka client settings
     * @param topic the results' full name
     * @param listener called for each result in turn
     */
    Results(Map<String, String> kafka, String topic, Consumer<Result> listener) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        consumer =
                new KafkaConsumer<>(
                        config,
                        new ByteArrayDeserializer(),
                        new JsonSerde<>(Result.class).deserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("results").daemon().start(() -> follow(listener));
    }

    private void follow(Consumer<Result> listener) {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], Result> record : consumer.poll(POLL)) {
                    listener.accept(record.value());
                }
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
