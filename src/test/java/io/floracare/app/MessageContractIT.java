package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.floracare.classify.TestImages;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a client in any language may rely on, checked on records of a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessageContractIT {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private PipelineHarness harness;

    @BeforeAll
    void start(@TempDir Path folder) {
        harness = new PipelineHarness(folder);
        harness.classifier("colour:ff0000=throw");
        ProducerRecord<byte[], byte[]> full =
                PipelineHarness.image("leaf-images", "full", TestImages.leaf(1));
        full.headers()
                .add("ce_subject", "a/b.png".getBytes(UTF_8))
                .add("ce_source", "test".getBytes(UTF_8))
                .add("ce_time", "2026-02-03T04:05:06Z".getBytes(UTF_8))
                .add("crop", "tomato".getBytes(UTF_8))
                .add("device", "phone".getBytes(UTF_8));
        harness.probe.send(full);
        // As kafka-console-producer sends it: no key, no header.
        harness.probe.send(new ProducerRecord<>("leaf-images", null, TestImages.leaf(2)));
        harness.probe.send(
                PipelineHarness.image("leaf-images", "junk", "no image".getBytes(UTF_8)));
        harness.probe.send(PipelineHarness.image("leaf-images", "empty", new byte[0]));
        harness.probe.send(
                PipelineHarness.image("leaf-images", "fails", TestImages.png(TestImages.POISON)));
        ProducerRecord<byte[], byte[]> expired =
                PipelineHarness.image("leaf-images-express", "expired", TestImages.leaf(3));
        expired.headers().add("deadline", "1".getBytes(UTF_8));
        harness.probe.send(expired);
        ProducerRecord<byte[], byte[]> request =
                PipelineHarness.image("leaf-images-express", "request", TestImages.leaf(4));
        request.headers()
                .add("kafka_replyTopic", "leaf-replies".getBytes(UTF_8))
                .add("kafka_replyPartition", ByteBuffer.allocate(4).putInt(2).array())
                .add("kafka_correlationId", new byte[] {9, 8, 7});
        harness.probe.send(request);
        ProducerRecord<byte[], byte[]> lost =
                PipelineHarness.image("leaf-images-express", "lost-reply", TestImages.leaf(5));
        lost.headers()
                .add("kafka_replyTopic", "leaf-replies".getBytes(UTF_8))
                .add("kafka_replyPartition", ByteBuffer.allocate(4).putInt(1_000_000).array());
        harness.probe.send(lost);
        ProducerRecord<byte[], byte[]> elsewhere =
                PipelineHarness.image("leaf-images-express", "reply-elsewhere", TestImages.leaf(6));
        elsewhere.headers().add("kafka_replyTopic", "a-topic-of-nobody".getBytes(UTF_8));
        harness.probe.send(elsewhere);
        assertThat(harness.results(9, WAIT)).hasSize(9);
    }

    @AfterAll
    void stop() {
        harness.close();
    }

    private static void assertMatches(String schema, List<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        Schema validator =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(
                                        Path.of("topics", "schemas", schema + ".schema.json")));
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String json = new String(record.value(), UTF_8);
            assertThat(validator.validate(json, InputFormat.JSON)).as(json).isEmpty();
            assertThat(new String(record.headers().lastHeader("content-type").value(), UTF_8))
                    .isEqualTo("application/json");
        }
    }

    private Result result(String id) {
        return harness.allResults().stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_result_matches_its_schema() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> results = harness.probe.readAll("leaf-results");
        assertThat(results).hasSize(9);
        assertMatches("result", results);
    }

    @Test
    void every_image_has_a_feature_record_that_matches_its_schema() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> features = harness.probe.readAll("leaf-features");
        assertThat(features).hasSize(9);
        assertMatches("features", features);
    }

    @Test
    void a_schema_that_is_broken_is_noticed() throws IOException {
        Schema validator =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(
                                        Path.of("topics", "schemas", "result.schema.json")));
        assertThat(validator.validate("{\"id\":\"x\",\"status\":\"fine\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void a_reply_is_on_the_partition_asked_for_with_the_callers_correlation_id()
            throws IOException {
        List<ConsumerRecord<byte[], byte[]>> replies = harness.probe.readAll("leaf-replies");
        assertThat(replies).hasSize(1);
        assertMatches("result", replies);
        assertThat(replies.getFirst().partition()).isEqualTo(2);
        assertThat(replies.getFirst().headers().lastHeader("kafka_correlationId").value())
                .containsExactly(9, 8, 7);
    }

    @Test
    void bad_reply_headers_lose_the_reply_only() {
        assertThat(result("lost-reply").status()).isEqualTo(Status.OK);
        assertThat(result("reply-elsewhere").status()).isEqualTo(Status.OK);
    }

    @Test
    void a_bare_record_is_classified_under_the_name_of_its_place() {
        assertThat(harness.allResults())
                .extracting(Result::id)
                .anyMatch(id -> id.matches("leaf-images-\\d+-\\d+"));
    }

    @Test
    void dead_letters_are_the_failed_images_without_the_expired_one() {
        assertThat(harness.probe.readAll("leaf-dead-letters"))
                .extracting(
                        letter -> new String(letter.headers().lastHeader("ce_id").value(), UTF_8))
                .containsExactlyInAnyOrder("junk", "empty", "fails");
    }
}
