package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.classify.TestImages;
import io.floracare.message.Result;
import io.floracare.message.Status;
import io.floracare.testing.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the classifier and the broker under load: each image keeps exactly one committed result.
 */
final class ExactlyOnceIT {
    private static final int KILLS = 20;
    private static final int IMAGES_A_LIFE = 400;

    @TempDir private Path folder;

    @Test
    void every_image_has_exactly_one_result_though_the_classifier_is_killed_twenty_times() {
        Random random = new Random(42);
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            int sent = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                ChildJvm classifier = harness.classifier("");
                sent = send(producer, sent, IMAGES_A_LIFE);
                // Some lives are short enough that the records in hand are the first ones.
                harness.results(
                        Math.max(1, sent - random.nextInt(IMAGES_A_LIFE)), Duration.ofMinutes(2));
                classifier.kill();
            }
            harness.classifier("");
            List<Result> results = harness.results(sent, Duration.ofMinutes(2));
            assertOneEach(results, sent);
            assertOneEach(harness.allResults(), sent);
        }
    }

    @Test
    void a_broker_that_dies_under_load_loses_and_repeats_nothing() {
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            harness.classifier("");
            int sent = send(producer, 0, 1000);
            harness.results(100, Duration.ofSeconds(60));
            harness.broker.kill();
            harness.broker.restart();
            sent = send(producer, sent, 500);
            harness.results(sent, Duration.ofMinutes(2));
            assertOneEach(harness.allResults(), sent);
        }
    }

    @Test
    void a_stopped_classifier_finishes_what_it_has_in_hand_and_leaves_the_group() {
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            ChildJvm first = harness.classifier("");
            int sent = send(producer, 0, 500);
            harness.results(50, Duration.ofSeconds(60));
            first.terminate();
            assertThat(first.awaitExit(Duration.ofSeconds(40))).isEqualTo(143);
            assertThat(first.output()).contains("stopped");
            harness.classifier("");
            harness.results(sent, Duration.ofSeconds(60));
            assertOneEach(harness.allResults(), sent);
        }
    }

    private static int send(KafkaProducer<byte[], byte[]> producer, int from, int count) {
        for (int i = from; i < from + count; i++) {
            // Every tenth is no image: errors and dead letters are exactly once too.
            byte[] value = i % 10 == 9 ? new byte[] {1, 2, 3} : TestImages.leaf(i);
            String topic = i % 4 == 0 ? "leaf-images-express" : "leaf-images";
            var _ = producer.send(PipelineHarness.image(topic, "image-" + i, value));
        }
        producer.flush();
        return from + count;
    }

    private static void assertOneEach(List<Result> results, int sent) {
        Map<String, Long> counts =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Result::id, HashMap::new, Collectors.counting()));
        assertThat(counts).hasSize(sent);
        assertThat(counts.values()).containsOnly(1L);
        assertThat(results.stream().filter(result -> result.status() == Status.OK).count())
                .isEqualTo(sent - sent / 10);
    }
}
