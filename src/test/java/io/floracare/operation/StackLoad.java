package io.floracare.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.testing.KafkaProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the host sends to a stack, and what has to come out of it. */
final class StackLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String bootstrapServers;
    private final List<byte[]> leaves =
            IntStream.range(0, 20)
                    .mapToObj(seed -> new LeafRenderer().jpeg(LeafDrawing.of(seed, 256, 256), 0.9f))
                    .toList();
    private int sent;

    StackLoad(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Asks again and again until the answer is yes. */
    static void until(Callable<Boolean> question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.call()) {
            assertThat(System.nanoTime()).as("time to become true").isLessThan(end);
            // Not in a loop without rest: the stack needs the processor.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Photos and then texts on the bulk lane. */
    void publish(int photos, int junk) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < photos + junk; i++) {
            byte[] value = i < photos ? leaf(i) : ("no photo " + i).getBytes(UTF_8);
            records.add(new ProducerRecord<>("leaf-images", value));
        }
        publish(records);
    }

    /** Ten photos with a header: one alone is less than what is accepted of a thousand. */
    void publish(String header, String value) {
        ProducerRecord<byte[], byte[]> photo =
                new ProducerRecord<>(
                        "leaf-images",
                        null,
                        null,
                        null,
                        leaf(0),
                        List.of(new RecordHeader(header, value.getBytes(UTF_8))));
        publish(Collections.nCopies(10, photo));
    }

    /** Compressed by zstd, for which the image's native library is needed. */
    private void publish(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "compression.type", "zstd"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var _ = producer.send(record);
            }
        }
        sent += records.size();
    }

    /** A drawn photo; there are twenty. */
    byte[] leaf(int number) {
        return leaves.get(number % leaves.size());
    }

    /** One that no cache has seen. */
    byte[] freshLeaf() {
        return new LeafRenderer().jpeg(LeafDrawing.of(1000 + sent, 256, 256), 0.9f);
    }

    /** Somebody else sent one more. */
    void alsoSent(int images) {
        sent += images;
    }

    /** Images so far. */
    int sent() {
        return sent;
    }

    /** Waits for the results of all of them. */
    void everyImageHasOneResult() throws Exception {
        try (KafkaProbe kafka = new KafkaProbe(bootstrapServers)) {
            ObjectMapper mapper = new ObjectMapper();
            Map<String, List<String>> places = new HashMap<>();
            for (var result : kafka.read("leaf-results", sent, PATIENCE)) {
                places.computeIfAbsent(
                                mapper.readTree(result.value()).get("id").asText(),
                                _ -> new ArrayList<>())
                        .add(
                                result.partition()
                                        + "@"
                                        + result.offset()
                                        + " of "
                                        + Instant.ofEpochMilli(result.timestamp()));
            }
            places.values().removeIf(found -> found.size() == 1);
            assertThat(places).as("images with several results").isEmpty();
            assertThat(kafka.readAll("leaf-results").size()).as("results").isEqualTo(sent);
        }
    }
}
