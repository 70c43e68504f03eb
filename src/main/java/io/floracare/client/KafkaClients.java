package io.floracare.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes clients that suit images: idempotent, committed records only, large requests.
 *
 * @param settings Kafka settings with {@code bootstrap.servers}; those that begin with {@code
 *     producer.}, {@code consumer.} or {@code admin.} go to that kind of client alone
 */
public record KafkaClients(Map<String, String> settings) {
    private static final int BUFFER = 64 << 20;

    public KafkaClients {
        settings = Map.copyOf(settings);
    }

    /** An admin client; the caller closes it. */
    public Admin admin() {
        return Admin.create(of("admin.", AdminClientConfig.configNames()));
    }

    /**
     * A producer that neither loses nor repeats on retries; the caller closes it.
     *
     * @param maxRecordBytes size of the largest record, headers included
     */
    public Producer<byte[], byte[]> producer(int maxRecordBytes) {
        return new KafkaProducer<>(
                producerSettings(maxRecordBytes),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * As {@link #producer}, for images that somebody waits for: sends at once and gives up in time.
     *
     * @param patience after which a record that is not acknowledged has failed; at least 2 s
     */
    public Producer<byte[], byte[]> promptProducer(int maxRecordBytes, Duration patience) {
        Map<String, Object> config = producerSettings(maxRecordBytes);
        int millis = Math.toIntExact(patience.toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // While one request is on its way, the records of the next gather.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** As {@link #producer}, for transactions under that id. */
    public Producer<byte[], byte[]> transactionalProducer(
            int maxRecordBytes, String transactionalId) {
        Map<String, Object> config = producerSettings(maxRecordBytes);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer of committed records that belongs to no group; the caller closes it. */
    public Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A consumer of one topic's records before they are committed, for replies that nobody waits a
     * transaction for; the caller closes it.
     */
    public Consumer<byte[], byte[]> uncommittedConsumer() {
        Map<String, Object> config = consumerSettings();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** As {@link #consumer}, with a group that keeps positions; partitions are still assigned. */
    public Consumer<byte[], byte[]> consumer(String group) {
        Map<String, Object> config = consumerSettings();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> producerSettings(int maxRecordBytes) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER, 2 * maxRecordBytes));
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.putAll(of("producer.", ProducerConfig.configNames()));
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecordBytes);
        return config;
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> config = of("consumer.", ConsumerConfig.configNames());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }

    /** Shared settings that this kind of client knows, then its own. */
    private Map<String, Object> of(String prefix, Iterable<String> known) {
        Map<String, Object> config = new HashMap<>();
        for (String name : known) {
            String value = settings.get(name);
            if (value != null) {
                config.put(name, value);
            }
        }
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                config.put(name.substring(prefix.length()), value);
            } else if (name.startsWith("sasl.") || name.startsWith("ssl.")) {
                // Login modules read settings of their own.
                config.put(name, value);
            }
        });
        return config;
    }
}
