package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.image.ImageMutations;
import io.floracare.message.Result;
import io.floracare.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty thousand damaged images through a real broker and a classifier in a process of its own.
 */
final class MutatedImagesPipelineIT {
    private static final int MUTANTS = 20_000;
    private static final int BATCH = 2_000;
    private static final long MOST_GROWTH = 200L << 20;

    @TempDir private Path folder;

    @Test
    void every_damaged_image_has_one_result_with_a_code_that_fits_and_memory_stays_bounded()
            throws IOException {
        ImageMutations mutations = new ImageMutations();
        List<String> surprises = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            ChildJvm classifier = harness.classifier("");
            long early = 0;
            for (int sent = 0; sent < MUTANTS; sent += BATCH) {
                mutations
                        .range(sent, sent + BATCH)
                        .forEach(mutant -> {
                            var _ =
                                    producer.send(
                                            PipelineHarness.image(
                                                    "leaf-images",
                                                    "mutant-" + mutant.number(),
                                                    mutant.bytes()));
                        });
                producer.flush();
                harness.awaitResults(sent + BATCH, Duration.ofMinutes(3));
                if (sent == BATCH) {
                    early = residentBytes(classifier.pid());
                }
            }
            assertThat(residentBytes(classifier.pid()) - early).isLessThan(MOST_GROWTH);
            for (Result result : harness.allResults()) {
                assertThat(ids.add(result.id())).as(result.id() + " has one result").isTrue();
                long number = Long.parseLong(result.id().substring("mutant-".length()));
                if (!ImageMutations.mutation(number)
                        .permits(result.error() == null ? null : result.error().code())) {
                    surprises.add(mutations.mutant(number) + ": " + result.error());
                }
            }
            assertThat(classifier.isAlive()).isTrue();
        }
        assertThat(ids).hasSize(MUTANTS);
        assertThat(surprises).isEmpty();
    }

    private static long residentBytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new AssertionError("no VmRSS of process " + pid);
    }
}
