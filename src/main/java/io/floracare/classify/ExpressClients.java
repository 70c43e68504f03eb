package io.floracare.classify;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka clients of a lane where somebody waits: what a stream thread has produced leaves as soon as
 * the thread has nothing more to do, and while it has, records linger and share requests. One
 * request a record costs a busy lane a quarter of its machine.
 */
final class ExpressClients implements KafkaClientSupplier {
    /** The producer of each stream thread, by the thread's name. */
    private final Map<String, Producer<byte[], byte[]>> producers = new ConcurrentHashMap<>();

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producers.put(threadOf(config), producer);
        return producer;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new SendingConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    /** Streams names a thread's clients after it, with "-producer" or "-consumer" at the end. */
    private static String threadOf(Map<String, Object> config) {
        String client = String.valueOf(config.get(CommonClientConfigs.CLIENT_ID_CONFIG));
        return client.substring(0, Math.max(0, client.lastIndexOf('-')));
    }

    /** Before it waits for records, what has been produced is sent. */
    private final class SendingConsumer extends KafkaConsumer<byte[], byte[]> {
        private final String thread;

        SendingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            thread = threadOf(config);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(Duration.ZERO);
            if (!records.isEmpty() || timeout.isZero()) {
                return records;
            }
            Producer<byte[], byte[]> producer = producers.get(thread);
            if (producer != null) {
                // It returns only when the broker has answered: not on the thread that classifies.
                var _ = Thread.ofVirtual().name("send").start(producer::flush);
            }
            return super.poll(timeout);
        }
    }
}
