package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.message.Json;
import io.floracare.message.Result;
import io.floracare.testing.BrokerProcess;
import io.floracare.testing.ChildJvm;
import io.floracare.testing.KafkaProbe;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker in a process of its own with the catalogue's topics, and classifiers in processes of
 * theirs.
 */
final class PipelineHarness implements AutoCloseable {
    static final TopicCatalogue TOPICS = TopicCatalogue.load();

    private final Path folder;
    final BrokerProcess broker;
    final KafkaProbe probe;
    private final List<ChildJvm> children = new ArrayList<>();

    PipelineHarness(Path folder) {
        this.folder = folder;
        this.broker = BrokerProcess.start(folder.resolve("kafka"));
        this.probe = new KafkaProbe(broker.bootstrapServers());
        try (Admin admin = probe.admin()) {
            List<NewTopic> topics = new ArrayList<>();
            for (TopicSpec topic : TOPICS.topics()) {
                topics.add(new NewTopic(topic.name(), 4, (short) 1).configs(topic.configs()));
            }
            admin.createTopics(topics).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a classifier with a scripted engine; returns when it consumes. */
    ChildJvm classifier(String script, String... settings) {
        ChildJvm child = begin(script, settings);
        child.awaitLine("running", Duration.ofSeconds(60));
        return child;
    }

    /** Starts a classifier with a scripted engine and does not wait for it. */
    ChildJvm begin(String script, String... settings) {
        return beginWithHeap("256m", script, settings);
    }

    /**
     * As {@link #begin(String, String...)}.
     *
     * @param heap of the classifier, as {@code -Xmx} takes it
     */
    ChildJvm beginWithHeap(String heap, String script, String... settings) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                                "data.dir=" + folder.resolve("classifier"),
                                "stream.threads=2",
                                "express.threads=1",
                                // A killed process is given up sooner than in production, to save
                                // the test's time.
                                "kafka.consumer.session.timeout.ms=4000",
                                "kafka.consumer.heartbeat.interval.ms=1000",
                                "kafka.producer.transaction.timeout.ms=4000"));
        args.addAll(List.of(settings));
        ChildJvm child =
                ChildJvm.of(TestClassifierMain.class)
                        .args(args.toArray(String[]::new))
                        .jvmArgs("-Dfloracare.test.script=" + script, "-Xmx" + heap)
                        .start();
        children.add(child);
        return child;
    }

    /** A producer with delivery that survives a broker's restart. */
    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 32 << 20);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** An image record with an id. */
    static ProducerRecord<byte[], byte[]> image(String topic, String id, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, id.getBytes(UTF_8), value);
        record.headers().add("ce_id", id.getBytes(UTF_8));
        return record;
    }

    /** The committed results, at least that many. */
    List<Result> results(int count, Duration atMost) {
        return probe.read(TOPICS.results().name(), count, atMost).stream()
                .map(record -> parse(record.value()))
                .toList();
    }

    /** Waits until so many committed results are there, without keeping them. */
    void awaitResults(int count, Duration atMost) {
        var _ = probe.read(TOPICS.results().name(), count, atMost);
    }

    /** All results that are committed now. */
    List<Result> allResults() {
        return probe.readAll(TOPICS.results().name()).stream()
                .map(record -> parse(record.value()))
                .toList();
    }

    private static Result parse(byte[] json) {
        try {
            return Json.mapper().readValue(json, Result.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        children.forEach(ChildJvm::close);
        probe.close();
        broker.close();
    }
}
