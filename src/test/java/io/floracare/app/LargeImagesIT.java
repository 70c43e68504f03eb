package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.message.Result;
import io.floracare.message.Status;
import io.floracare.testing.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams bounds what it buffers by records, and images may be large. */
final class LargeImagesIT {
    private static final int PARTITIONS = 4;
    private static final int IMAGES = 48;
    private static final int BYTES = 19 << 20;

    @TempDir private Path folder;

    /** A small picture with comments that make its file as large as files may be. */
    private static byte[] large() {
        byte[] jpeg = new LeafRenderer().jpeg(LeafDrawing.of(1, 64, 64), 0.9f);
        ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES + (64 << 10));
        out.write(jpeg, 0, 2);
        byte[] comment = new byte[65_533];
        while (out.size() < BYTES) {
            out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff, (byte) 0xff});
            out.writeBytes(comment);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** All of them together are 912 MB; buffered by the dozen they would not fit. */
    @Test
    void a_backlog_of_the_largest_images_fits_into_half_a_gigabyte_of_heap() {
        byte[] image = large();
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            for (int i = 0; i < IMAGES; i++) {
                var _ =
                        producer.send(
                                new ProducerRecord<>("leaf-images", i % PARTITIONS, null, image));
            }
            producer.flush();
            ChildJvm classifier = harness.beginWithHeap("512m", "always=slow");
            assertThat(harness.results(IMAGES, Duration.ofMinutes(2)))
                    .hasSize(IMAGES)
                    .extracting(Result::status)
                    .doesNotContain(Status.ERROR);
            assertThat(classifier.isAlive()).isTrue();
        }
    }
}
