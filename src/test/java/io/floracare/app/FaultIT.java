package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.classify.TestImages;
import io.floracare.classify.TestResults;
import io.floracare.message.ErrorCode;
import io.floracare.message.Result;
import io.floracare.message.Status;
import io.floracare.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the record's fault and what is the system's, on a real broker with real processes. */
final class FaultIT {
    @TempDir private Path folder;

    @Test
    void an_image_that_kills_the_process_ends_as_crashed_and_the_ones_behind_it_are_classified() {
        String script = "colour:ff0000=halt";
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            var _ =
                    producer.send(
                            PipelineHarness.image("leaf-images", "before", TestImages.leaf(1)));
            var _ =
                    producer.send(
                            PipelineHarness.image(
                                    "leaf-images", "poison", TestImages.png(TestImages.POISON)));
            for (int i = 0; i < 20; i++) {
                var _ =
                        producer.send(
                                PipelineHarness.image(
                                        "leaf-images", "behind-" + i, TestImages.leaf(i)));
            }
            producer.flush();
            for (int death = 0; death < 2; death++) {
                assertThat(harness.begin(script).awaitExit(Duration.ofSeconds(60))).isEqualTo(137);
            }
            harness.classifier(script);
            List<Result> results = harness.results(22, Duration.ofSeconds(60));
            assertThat(results).hasSize(22);
            for (Result result : results) {
                if (result.id().equals("poison")) {
                    assertThat(TestResults.code(result)).isEqualTo(ErrorCode.CRASHED);
                } else {
                    assertThat(result.status()).isEqualTo(Status.OK);
                }
            }
            assertThat(harness.probe.readAll("leaf-dead-letters")).hasSize(1);
        }
    }

    @Test
    void a_failing_engine_pauses_and_recovers_without_one_error_result() throws IOException {
        Path failing = Files.createFile(folder.resolve("failing"));
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            ChildJvm classifier = harness.classifier("file:" + failing + "=throw");
            for (int i = 0; i < 200; i++) {
                var _ =
                        producer.send(
                                PipelineHarness.image(
                                        i % 2 == 0 ? "leaf-images" : "leaf-images-express",
                                        "i" + i,
                                        TestImages.leaf(i)));
            }
            producer.flush();
            classifier.awaitLine("paused: the engine fails", Duration.ofSeconds(60));
            assertThat(harness.allResults()).isEmpty();
            Files.delete(failing);
            List<Result> results = harness.results(200, Duration.ofSeconds(60));
            assertThat(results).extracting(Result::status).containsOnly(Status.OK);
            assertThat(harness.allResults()).hasSize(200);
        }
    }

    @Test
    void a_failing_engine_in_the_middle_of_a_stream_loses_nothing() throws IOException {
        Path failing = folder.resolve("failing");
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            ChildJvm classifier = harness.classifier("file:" + failing + "=throw");
            send(producer, 0, 300);
            harness.results(20, Duration.ofSeconds(60));
            Files.createFile(failing);
            send(producer, 300, 300);
            classifier.awaitLine("paused: the engine fails", Duration.ofSeconds(60));
            Files.delete(failing);
            List<Result> results = harness.results(600, Duration.ofSeconds(60));
            assertThat(results).extracting(Result::status).containsOnly(Status.OK);
            assertThat(harness.allResults()).hasSize(600);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int from, int count) {
        for (int i = from; i < from + count; i++) {
            var _ =
                    producer.send(
                            PipelineHarness.image("leaf-images", "i" + i, TestImages.leaf(i)));
        }
        producer.flush();
    }
}
