package io.floracare.classify;

import io.floracare.image.ImageLimits;
import io.floracare.inference.ClassifierLoader.LoadOutcome.Loaded;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.Script;
import io.floracare.inference.ScriptedClassifierLoader;
import io.floracare.inference.TestPackages;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.message.Result;
import io.floracare.model.ModelPackage;
import io.floracare.telemetry.ClassifierMetrics;
import io.floracare.telemetry.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The production topology under TopologyTestDriver, with a scripted engine and claims that a test
 * answers.
 */
final class TopologyFixture implements AutoCloseable {
    static final LaneTopics TOPICS =
            new LaneTopics("leaf-images", "leaf-results", "leaf-features", "leaf-dead-letters");

    private final PoisonMarkers markers;
    private final ModelSlot slot = new ModelSlot();
    private final ScriptedClassifierLoader loader;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> images;
    private final List<TestRecord<byte[], byte[]>> results = new ArrayList<>();
    private ClaimChecks claims =
            (claim, maxBytes, timeout) -> new ClaimChecks.Claim.NotFound("none");

    private TopologyFixture(Path folder, Script script) {
        markers = PoisonMarkers.open(folder.resolve("markers"));
        loader = new ScriptedClassifierLoader(script);
        ModelPackage modelPackage =
                TestPackages.of(folder, TestPackages.variant("v", "none", "none"));
        slot.install(((Loaded) loader.load(modelPackage)).classifier());
        ClassifyParts parts =
                new ClassifyParts(
                        slot,
                        new SelfTestCheck(),
                        ImageLimits.DEFAULT,
                        new ClaimPolicy(List.of("s3://photos/in/"), Duration.ofSeconds(5)),
                        this::fetch,
                        new OneReplyTopic(),
                        markers,
                        1 << 20,
                        "ce_source",
                        ClassifierMetrics.none(),
                        Lane.BULK,
                        Clock.systemUTC());
        Properties config =
                new LaneConfig(
                                "test",
                                Map.of("bootstrap.servers", "none:9092"),
                                1,
                                0,
                                1 << 20,
                                folder)
                        .properties(TOPICS, parts);
        driver = new TopologyTestDriver(new ClassifyTopology(TOPICS, parts).get(), config);
        images =
                driver.createInputTopic(
                        "leaf-images", new ByteArraySerializer(), new ByteArraySerializer());
    }

    static TopologyFixture answering(Path folder) {
        return new TopologyFixture(folder, Script.ANSWERS);
    }

    static TopologyFixture scripted(Path folder, String script) {
        return new TopologyFixture(folder, Script.parse(script));
    }

    TopologyFixture claims(ClaimChecks newClaims) {
        this.claims = newClaims;
        return this;
    }

    private ClaimChecks.Claim fetch(URI claim, int maxBytes, Duration timeout) {
        return claims.fetch(claim, maxBytes, timeout);
    }

    long inferences() {
        return loader.calls();
    }

    void pipe(byte @Nullable [] value, Headers headers) {
        images.pipeInput(new TestRecord<>(null, value, headers, 1_000L));
    }

    List<TestRecord<byte[], byte[]>> results() {
        results.addAll(read(TOPICS.results()));
        return results;
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return read(TOPICS.deadLetters());
    }

    List<TestRecord<byte[], byte[]>> replies() {
        return read("leaf-replies");
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    List<Result> parsedResults() {
        return results().stream().map(record -> parse(record.value(), Result.class)).toList();
    }

    Result onlyResult() {
        List<Result> all = parsedResults();
        if (all.size() != 1) {
            throw new AssertionError("one result expected, but there are " + all);
        }
        return all.getFirst();
    }

    Features onlyFeatures() {
        List<TestRecord<byte[], byte[]>> all = read(TOPICS.features());
        if (all.size() != 1) {
            throw new AssertionError("one feature record expected, but there are " + all.size());
        }
        return parse(all.getFirst().value(), Features.class);
    }

    private static <T> T parse(byte[] json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
        slot.close();
        markers.close();
    }

    private static final class OneReplyTopic implements ReplyTopics {
        @Override
        public boolean allowed(String topic) {
            return topic.equals("leaf-replies");
        }

        @Override
        public int partitions(String topic) {
            return 1;
        }
    }
}
