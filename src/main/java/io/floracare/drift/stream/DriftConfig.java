package io.floracare.drift.stream;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The Kafka Streams configuration of the aggregator.
 *
 * @param applicationId consumer group, prefix of internal topics and of transactional ids
 * @param kafka connection and other client settings, passed through; what is set here wins over
 *     them only where correctness depends on it
 * @param threads stream threads
 * @param maxRequestBytes largest record written
 * @param stateDir where stores are kept; what is lost is restored from changelogs
 */
public record DriftConfig(
        String applicationId,
        Map<String, String> kafka,
        int threads,
        int maxRequestBytes,
        Path stateDir) {
    /** The most specific prefix, under which our value goes, first. */
    private static final List<String> PRODUCER = List.of(StreamsConfig.PRODUCER_PREFIX, "");

    private static final List<String> CONSUMER =
            List.of(StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.CONSUMER_PREFIX, "");
    private static final List<String> STREAMS = List.of("");

    public DriftConfig {
        kafka = Map.copyOf(kafka);
    }

    Properties properties() {
        Properties config = new Properties();
        unlessSet(config, ProducerConfig.LINGER_MS_CONFIG, 20, PRODUCER);
        unlessSet(config, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4", PRODUCER);
        unlessSet(config, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000, PRODUCER);
        unlessSet(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000, CONSUMER);
        unlessSet(config, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000, CONSUMER);
        unlessSet(config, StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20, STREAMS);
        // A commit writes every changed row to the changelog once.
        unlessSet(config, StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000, STREAMS);
        config.putAll(kafka);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                maxRequestBytes);
        return config;
    }

    /** A default must not hide what was set under a less specific spelling. */
    private void unlessSet(Properties config, String name, Object value, List<String> prefixes) {
        if (prefixes.stream().noneMatch(prefix -> kafka.containsKey(prefix + name))) {
            config.put(prefixes.getFirst() + name, value);
        }
    }
}
