package io.floracare.classify;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The Kafka Streams configuration of a lane.
 *
 * @param applicationId consumer group and prefix of the transactional ids
 * @param kafka connection and other client settings, passed through; what is set here wins over
 *     them only where correctness depends on it
 * @param threads stream threads, each with a session of its own
 * @param lingerMillis how long the producer waits for company
 * @param maxRequestBytes largest record written, a dead letter with its image
 * @param stateDir a writable folder; the topology keeps no state in it
 */
public record LaneConfig(
        String applicationId,
        Map<String, String> kafka,
        int threads,
        int lingerMillis,
        int maxRequestBytes,
        Path stateDir) {
    public LaneConfig {
        kafka = Map.copyOf(kafka);
    }

    private static final int RECORDS_A_POLL = 12;

    /**
     * Images are large and there is no byte bound on what a task buffers. With two records of a
     * partition in hand and the consumer's next one, six partitions of images as large as they may
     * be take a third of the default heap; small images wait in the consumer as well as here.
     */
    private static final int RECORDS_IN_HAND = 2;

    Properties properties(LaneTopics topics, ClassifyParts parts) {
        Properties config = new Properties();
        unlessSet(config, ProducerConfig.LINGER_MS_CONFIG, lingerMillis, PRODUCER);
        unlessSet(config, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000, PRODUCER);
        unlessSet(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000, CONSUMER);
        unlessSet(config, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000, CONSUMER);
        unlessSet(config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL, CONSUMER);
        unlessSet(config, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20, CONSUMER);
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS_IN_HAND);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.putAll(kafka);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LastResortHandler.class);
        config.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                maxRequestBytes);
        config.put("processing.exception.handler.global.enabled", true);
        config.put(LastResortHandler.WIRING, new LastResortHandler.Wiring(topics, parts));
        return config;
    }

    /** The most specific prefix, under which our value goes, first. */
    private static final List<String> PRODUCER = List.of(StreamsConfig.PRODUCER_PREFIX, "");

    private static final List<String> CONSUMER =
            List.of(StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.CONSUMER_PREFIX, "");

    /** A default must not hide what was set under a less specific spelling. */
    private void unlessSet(Properties config, String name, Object value, List<String> prefixes) {
        if (prefixes.stream().noneMatch(prefix -> kafka.containsKey(prefix + name))) {
            config.put(prefixes.getFirst() + name, value);
        }
    }
}
