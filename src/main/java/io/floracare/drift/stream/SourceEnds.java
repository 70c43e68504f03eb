package io.floracare.drift.stream;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a partition is read to its end, since it makes the consumers of Kafka Streams and
 * asks the one of the calling stream thread. Nothing else can tell a partition without records from
 * one whose records wait while the thread is busy.
 */
final class SourceEnds implements KafkaClientSupplier, SourceEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SourceEnds.class);

    private final Map<String, Consumer<byte[], byte[]>> consumers = new ConcurrentHashMap<>();

    @Override
    public boolean reached(TopicPartition partition) {
        // Kafka Streams names a thread's consumer after the thread.
        Consumer<byte[], byte[]> consumer =
                consumers.get(Thread.currentThread().getName() + "-consumer");
        if (consumer == null) {
            return false;
        }
        try {
            Long end = consumer.endOffsets(Set.of(partition)).get(partition);
            return end != null && consumer.position(partition) >= end;
        } catch (KafkaException | IllegalStateException e) {
            LOG.atDebug()
                    .setCause(e)
                    .addKeyValue("partition", partition)
                    .log("The end of a partition is not known");
            return false;
        }
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer = consumer(config);
        consumers.put(String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG)), consumer);
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(
                Collections.unmodifiableMap(config),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
