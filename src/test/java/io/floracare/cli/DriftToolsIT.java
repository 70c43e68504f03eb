package io.floracare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.cli.CliFixture.Outcome;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.window.Streams;
import io.floracare.inference.DefaultModel;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.message.LeafLabel;
import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What people do about drift on the command line, on a real broker. */
final class DriftToolsIT {
    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    @TempDir private Path folder;

    private final TopicCatalogue topics = BROKER.freshTopics();
    private final Photos photos = new Photos(17);
    private final ModelRef model = model();

    private static ModelRef model() {
        ModelPackage found = DefaultModel.read();
        return new ModelRef(
                found.id().name(),
                found.id().version(),
                "torchscript-int8",
                found.manifestSha256());
    }

    private Outcome run(String... args) {
        String name = topics.features().name();
        String[] all =
                Stream.concat(
                                Arrays.stream(args),
                                Stream.of(
                                        "--set",
                                        "kafka.bootstrap.servers=" + BROKER.bootstrapServers(),
                                        "--set",
                                        "topic.prefix="
                                                + name.substring(
                                                        0,
                                                        name.length() - "leaf-features".length()),
                                        "--set",
                                        "data.dir=" + folder))
                        .toArray(String[]::new);
        return new CliFixture().run(all);
    }

    private void hour(int hour, int size, Change change) throws Exception {
        for (Features photo : photos.take(size, 5, change)) {
            Features ours = Streams.of(model, photo);
            byte[] json =
                    Json.mapper()
                            .writeValueAsBytes(
                                    Streams.at(
                                            ours, ours.eventTime().plus(Duration.ofHours(hour))));
            BROKER.kafka()
                    .send(
                            new ProducerRecord<>(
                                    topics.features().name(), photo.id().getBytes(UTF_8), json));
        }
    }

    @Test
    void an_accepted_stretch_is_what_a_backtest_compares_with() throws Exception {
        for (int hour = 0; hour < 5; hour++) {
            hour(hour, 300, hour >= 3 ? Streams.DARK : Change.NONE);
        }

        Outcome accepted = run("drift", "accept", "--to", "2026-05-01T12:00:00Z");
        assertThat(accepted.err()).isEmpty();
        assertThat(accepted.out()).contains("Accepted for torchscript-int8: 600 photos");

        Outcome backtest = run("drift", "backtest", "--budget", "1/7d", "--format", "json");
        assertThat(backtest.code()).as(backtest.err()).isZero();
        JsonNode outcome = Json.mapper().readTree(backtest.out());
        assertThat(outcome.path("photos").asInt()).isEqualTo(1500);
        assertThat(outcome.path("windows").path("drift").asInt()).isEqualTo(2);
        assertThat(outcome.path("windows").path("stable").asInt()).isEqualTo(3);
        assertThat(outcome.path("alerts").get(0).path("changed").toString())
                .contains("brightness", "sharpness");
        assertThat(outcome.path("checked").asInt()).isPositive();

        assertThat(run("drift", "accept", "--revoke").out()).contains("torchscript-int8");
        Outcome photosOfPackage = run("drift", "backtest", "--format", "text");
        assertThat(photosOfPackage.out()).contains("5 drift");
    }

    @Test
    void a_stretch_without_answers_cannot_be_accepted() {
        Outcome outcome = run("drift", "accept", "--from", "2026-05-01T10:00:00Z");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("has no answers of leaf-disease/")
                .doesNotContain("\tat ");
    }

    @Test
    void labels_are_published_under_their_images_ids() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("labels.csv"),
                        "id,label,reason\na,Apple___Apple_scab,\nb,Apple___healthy,complaint\n");

        Outcome outcome = run("label", file.toString(), "--by", "ann");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("2 labels published to ");
        List<ConsumerRecord<byte[], byte[]>> records =
                BROKER.kafka().readAll(topics.labels().name());
        assertThat(records).extracting(one -> new String(one.key(), UTF_8)).contains("a", "b");
        for (ConsumerRecord<byte[], byte[]> one : records) {
            LeafLabel label = Json.mapper().readValue(one.value(), LeafLabel.class);
            assertThat(label.by()).isEqualTo("ann");
            assertThat(label.id()).isEqualTo(new String(one.key(), UTF_8));
        }
    }

    @Test
    void a_wrong_line_publishes_nothing_and_is_named() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("wrong.csv"), "id,label\na,Apple___Apple_scab\nb,Moss\n");

        Outcome outcome = run("label", file.toString(), "--model", "models/leaf-disease/0.6.0");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("line 3: the model has no class 'Moss'")
                .contains("nothing was published");
        assertThat(BROKER.kafka().readAll(topics.labels().name())).isEmpty();
    }
}
