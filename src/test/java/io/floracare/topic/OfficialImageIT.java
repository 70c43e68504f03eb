package io.floracare.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.client.DeadLetterFilter;
import io.floracare.client.DeadLetters;
import io.floracare.client.ImageSender;
import io.floracare.client.KafkaClients;
import io.floracare.client.OutgoingImage;
import io.floracare.client.ReplayOptions;
import io.floracare.testing.KafkaProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The topics and the tools on Kafka's own image, which this product did not set up. */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OfficialImageIT {
    private final KafkaContainer container =
            new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"));
    private final TopicCatalogue catalogue = TopicCatalogue.load().withPrefix("docker.");

    @BeforeAll
    void start() {
        container.start();
    }

    @AfterAll
    void stop() {
        container.stop();
    }

    @Test
    void topics_are_applied_and_an_image_of_20_mib_goes_there_and_back() throws Exception {
        KafkaClients clients =
                new KafkaClients(Map.of("bootstrap.servers", container.getBootstrapServers()));
        try (Admin admin = clients.admin();
                KafkaProbe kafka = new KafkaProbe(container.getBootstrapServers())) {
            Duration patience = Duration.ofSeconds(30);
            TopicAdmin topics = new TopicAdmin(admin, catalogue, patience);
            assertThat(answers(topics.apply(TopicAdmin.Options.DEFAULT)))
                    .hasSize(catalogue.topics().size())
                    .allMatch(TopicOutcome.Created.class::isInstance);
            assertThat(answers(topics.describe()))
                    .allSatisfy(view -> {
                        assertThat(view.found()).isInstanceOf(TopicLookup.Found.class);
                        assertThat(view.differences()).isEmpty();
                    });
            assertThat(new TopicCheck(admin, catalogue, patience).classifierProblems()).isEmpty();

            byte[] photo = new byte[20 << 20];
            photo[photo.length - 1] = 1;
            send(clients, photo);
            List<ConsumerRecord<byte[], byte[]>> images = kafka.readAll(catalogue.images().name());
            assertThat(images).hasSize(1);
            assertThat(images.getFirst().value()).isEqualTo(photo);

            kafka.send(deadLetter(images.getFirst()));
            List<String> replayed = new ArrayList<>();
            DeadLetters deadLetters = new DeadLetters(clients, catalogue);
            assertThat(
                            deadLetters.list(
                                    DeadLetterFilter.ALL, 10, letter -> replayed.add(letter.id())))
                    .isEqualTo(1);
            assertThat(deadLetters.replay(ReplayOptions.DEFAULT, _ -> {}).replayed()).isEqualTo(1);
            assertThat(replayed).containsExactly("photo");
            // Kafka acknowledges the replay's transaction before readers of committed records see
            // it.
            assertThat(kafka.read(catalogue.images().name(), 2, patience))
                    .hasSize(2)
                    .allSatisfy(image -> assertThat(image.value()).isEqualTo(photo));
        }
    }

    private void send(KafkaClients clients, byte[] photo) throws Exception {
        try (Producer<byte[], byte[]> producer =
                clients.producer(catalogue.images().maxMessageBytes())) {
            ImageSender sender =
                    new ImageSender(producer, catalogue.images().name(), "test", Clock.systemUTC());
            assertThat(
                            sender.send(new OutgoingImage("photo", "photo.jpg", photo, Map.of()))
                                    .get(60, TimeUnit.SECONDS)
                                    .offset())
                    .isZero();
        }
    }

    /** As the classifier writes it. */
    private ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> image) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        catalogue.deadLetters().name(),
                        null,
                        image.key(),
                        image.value(),
                        image.headers());
        letter.headers()
                .add("__streams.errors.exception", "truncated".getBytes(UTF_8))
                .add("__streams.errors.topic", image.topic().getBytes(UTF_8));
        return letter;
    }

    private static <T> List<T> answers(TopicReport<T> report) {
        return switch (report) {
            case TopicReport.Topics<T>(List<T> answers) -> answers;
            case TopicReport.Unavailable<T>(String message) -> throw new AssertionError(message);
        };
    }
}
