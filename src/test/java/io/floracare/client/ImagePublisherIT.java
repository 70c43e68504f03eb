package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.testing.ChildJvm;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ImagePublisherIT {
    private static final int LIMIT = 20 << 20;

    @RegisterExtension private static final SharedBroker BROKER = new SharedBroker();

    @TempDir private Path dir;
    private Path photos;
    private TopicCatalogue catalogue;

    @BeforeEach
    void createTopics() throws IOException {
        catalogue = BROKER.freshTopics();
        photos = Files.createDirectories(dir.resolve("photos"));
    }

    @Test
    void every_file_becomes_a_cloud_event_with_its_path_as_subject() throws Exception {
        write("apple/scab.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1});
        write("notes.txt", "no image".getBytes(UTF_8));

        PublishReport report = publish(null);

        assertThat(report.complete()).isTrue();
        assertThat(report.ids()).hasSize(2).allMatch(id -> UUID.fromString(id).version() == 7);
        assertThat(images()).hasSize(2);
        ConsumerRecord<byte[], byte[]> jpeg =
                images().stream()
                        .filter(image -> header(image, "ce_subject").equals("apple/scab.jpg"))
                        .findFirst()
                        .orElseThrow();
        assertThat(jpeg.value()).hasSize(4);
        assertThat(header(jpeg, "content-type")).isEqualTo("image/jpeg");
        assertThat(header(jpeg, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(jpeg, "ce_type")).isEqualTo("io.floracare.image");
        assertThat(header(jpeg, "ce_source")).isEqualTo("test");
        assertThat(header(jpeg, "ce_time")).endsWith("Z");
        assertThat(header(jpeg, "crop")).isEqualTo("apple");
        assertThat(report.ids()).contains(header(jpeg, "ce_id"));
        assertThat(new String(jpeg.key(), UTF_8)).isEqualTo(header(jpeg, "ce_id"));
    }

    @Test
    void second_run_sends_only_what_is_new_or_changed() throws Exception {
        write("a.jpg", new byte[] {1});
        write("b.jpg", new byte[] {2});
        publish(journal());
        write("b.jpg", new byte[] {3});
        write("c.jpg", new byte[] {4});

        PublishReport report = publish(journal());

        assertThat(report.ids()).hasSize(2);
        assertThat(report.outcomes())
                .filteredOn(PublishOutcome.Earlier.class::isInstance)
                .singleElement()
                .extracting(outcome -> outcome.path().getFileName().toString())
                .isEqualTo("a.jpg");
        assertThat(images())
                .extracting(image -> image.value()[0])
                .containsExactlyInAnyOrder((byte) 1, (byte) 2, (byte) 3, (byte) 4);
    }

    @Test
    void killed_run_is_continued_under_the_same_ids() throws Exception {
        int files = 400;
        for (int i = 0; i < files; i++) {
            byte[] image = new byte[20_000];
            image[0] = (byte) i;
            image[1] = (byte) (i >> 8);
            write("%03d.jpg".formatted(i), image);
        }
        try (ChildJvm child =
                ChildJvm.start(
                        PublishMain.class,
                        BROKER.bootstrapServers(),
                        catalogue.images().name(),
                        photos.toString(),
                        journal().toString())) {
            child.awaitLine("settled 20", Duration.ofSeconds(60));
            child.kill();
        }
        int sentByTheKilled = images().size();

        PublishReport report = publish(journal());

        assertThat(sentByTheKilled).isGreaterThanOrEqualTo(20);
        assertThat(report.complete()).isTrue();
        assertThat(report.outcomes()).hasSize(files);
        assertThat(report.ids()).hasSizeLessThanOrEqualTo(files - 20);
        // An image that was on its way when the process died may be there twice, under one id.
        assertThat(images())
                .extracting(image -> header(image, "ce_id"))
                .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(files));
        assertThat(images().stream().map(image -> header(image, "ce_subject")).distinct())
                .hasSize(files);
    }

    @Test
    void largest_image_fits_and_a_larger_one_is_refused_in_a_sentence() throws Exception {
        write("largest.jpg", new byte[LIMIT]);
        Path larger = write("larger.jpg", new byte[LIMIT + 1]);

        PublishReport report = publish(null);

        assertThat(report.ids()).hasSize(1);
        assertThat(report.complete()).isFalse();
        assertThat(report.refused())
                .containsExactly(
                        new PublishOutcome.Refused(
                                larger,
                                larger
                                        + " has 20971521 bytes, more than the 20971520 that a"
                                        + " record may hold: make it smaller or put it into a"
                                        + " bucket and send a claim check"));
        assertThat(images())
                .singleElement()
                .satisfies(image -> assertThat(image.value()).hasSize(LIMIT));
    }

    @Test
    void image_above_the_limit_is_claimed_from_a_bucket_where_there_is_one() throws Exception {
        write("larger.jpg", new byte[2000]);

        PublishReport report = publish(1000, null, (file, id) -> "s3://photos/" + id);

        assertThat(report.complete()).isTrue();
        assertThat(images())
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.value()).isEmpty();
                    assertThat(header(image, "claim-check"))
                            .isEqualTo("s3://photos/" + report.ids().getFirst());
                });
    }

    @Test
    void run_stops_in_a_sentence_when_the_topic_is_missing() throws Exception {
        write("a.jpg", new byte[1]);
        catalogue = BROKER.freshNames();

        PublishReport report = publish(LIMIT, null, null, Map.of("max.block.ms", "500"));

        assertThat(report.complete()).isFalse();
        assertThat(report.outcomes()).isEmpty();
        assertThat(report.stopped()).contains(catalogue.images().name());
    }

    private PublishReport publish(@Nullable Path journal) throws Exception {
        return publish(LIMIT, journal, null);
    }

    private PublishReport publish(int limit, @Nullable Path journal, @Nullable ClaimUploader claims)
            throws Exception {
        return publish(limit, journal, claims, Map.of());
    }

    private PublishReport publish(
            int limit,
            @Nullable Path journal,
            @Nullable ClaimUploader claims,
            Map<String, String> settings)
            throws Exception {
        Map<String, String> kafka = new HashMap<>(settings);
        kafka.put("bootstrap.servers", BROKER.bootstrapServers());
        String topic = catalogue.images().name();
        try (Producer<byte[], byte[]> producer =
                        new KafkaClients(kafka).producer(catalogue.images().maxMessageBytes());
                PublishJournal entries =
                        journal == null
                                ? PublishJournal.none()
                                : PublishJournal.open(journal, "cluster", topic)) {
            return new ImagePublisher(
                            new ImageSender(producer, topic, "test", Clock.systemUTC()),
                            new ImagePublisher.Limits(limit, "apple", null),
                            ImageSender::newId,
                            claims)
                    .publish(List.of(photos), entries, PublishProgress.NONE);
        }
    }

    private Path journal() {
        return dir.resolve("journal");
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = photos.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private List<ConsumerRecord<byte[], byte[]>> images() {
        return new ArrayList<>(BROKER.kafka().readAll(catalogue.images().name()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
