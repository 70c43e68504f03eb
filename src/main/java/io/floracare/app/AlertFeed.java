package io.floracare.app;

import io.floracare.client.KafkaClients;
import io.floracare.drift.DriftAlert;
import io.floracare.message.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears the alerts that are told from now on. */
final class AlertFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Consumer<DriftAlert> listener;
    private final Thread thread;

    /**
     * @param listener called from one thread
     */
    AlertFeed(KafkaClients clients, String topic, Consumer<DriftAlert> listener) {
        this.consumer = clients.consumer();
        this.listener = listener;
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        this.thread = Thread.ofPlatform().name("drift-alerts").daemon().start(this::run);
    }

    private void run() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::tell);
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("Alerts are no longer followed");
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        try {
            listener.accept(Json.mapper().readValue(record.value(), DriftAlert.class));
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("offset", record.offset()).log("No alert");
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
