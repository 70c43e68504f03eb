package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.cli.CliFixture.Outcome;
import io.floracare.drift.Photos;
import io.floracare.drift.SampleReports;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import io.floracare.model.PackageFixture;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reports and baselines of what is on the topics of a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DriftReportCommandIT {
    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    private TopicCatalogue topics;
    private Path folder;

    @BeforeAll
    void publish(@TempDir Path temporary) {
        folder = temporary;
        topics = BROKER.freshTopics();
        SampleReports sample = new SampleReports(12, 8, 12);
        send(topics.driftReports(), sample.reports());
        send(topics.driftQuality(), sample.quality());
        send(topics.driftAccuracy(), List.of(sample.accuracy()));
        send(topics.driftAlerts(), sample.alerts("Changed: brightness"));
    }

    @Test
    void a_report_is_a_sentence_and_a_page() throws Exception {
        Path page = folder.resolve("report.html");

        Outcome outcome =
                run(
                        "drift",
                        "report",
                        "--from",
                        "2026-05-01T00:00:00Z",
                        "--to",
                        "2026-05-01T12:00:00Z",
                        "--out",
                        page.toString(),
                        "--format",
                        "text");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Since 1 May 2026 08:00 UTC photos differ from the baseline:")
                .contains("The page is " + page);
        assertThat(page).content().contains("What changed most", "drift fires");
    }

    @Test
    void programs_get_json() throws Exception {
        Outcome outcome =
                run(
                        "drift",
                        "report",
                        "--from",
                        "2026-05-01T00:00:00Z",
                        "--to",
                        "2026-05-01T07:00:00Z",
                        "--format",
                        "json");

        JsonNode json = Json.mapper().readTree(outcome.out());
        assertThat(json.at("/outlook").asText()).isEqualTo("stable");
        assertThat(json.at("/models/0/model/name").asText()).isEqualTo("leaf");
        assertThat(json.at("/models/0/history").size()).isEqualTo(7);
    }

    @Test
    void a_baseline_is_built_of_what_was_on_the_topic() throws Exception {
        Path model = PackageFixture.write(folder.resolve("model"), "test-leaf", "1.0.0");
        ModelRef ref = new ModelRef("test-leaf", "1.0.0", "torchscript", "1".repeat(64));
        List<Features> photos = new Photos(3).take(1500, 3, Photos.Change.NONE);
        send(topics.features(), photos.stream().map(photo -> json(of(photo, ref))).toList());

        Outcome outcome =
                run(
                        "baseline",
                        "build",
                        "--model",
                        model.toString(),
                        "--topic",
                        "leaf-features",
                        "--from",
                        "2026-05-01T10:00:00Z",
                        "--format",
                        "json");
        Outcome none =
                run(
                        "baseline",
                        "build",
                        "--model",
                        model.toString(),
                        "--topic",
                        "leaf-features",
                        "--to",
                        "2026-05-01T10:00:00Z");

        assertThat(outcome.err()).isEmpty();
        JsonNode line = Json.mapper().readTree(outcome.out());
        assertThat(line.at("/photos").asInt()).isEqualTo(1500);
        assertThat(line.at("/accuracy").isNull()).isTrue();
        assertThat(Files.size(model.resolve("baseline/torchscript.json")))
                .isEqualTo(line.at("/bytes").asLong());
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("has no answers of test-leaf/1.0.0 in that time");
    }

    @Test
    void too_few_photos_are_refused_before_anything_is_done() throws Exception {
        Path model = PackageFixture.write(folder.resolve("few"), "test-leaf", "1.0.0");
        Path photos = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < 3; i++) {
            Files.writeString(photos.resolve(i + ".jpg"), "a photo");
        }

        Outcome outcome =
                run(
                        "baseline",
                        "build",
                        "--model",
                        model.toString(),
                        "--images",
                        photos.toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("floracare: 3 photos are too few for a baseline")
                .contains("100 photos on (drift.minimum.photos)", "better 1000");
        assertThat(model.resolve("baseline")).doesNotExist();
    }

    @Test
    void a_variant_that_the_package_lacks_is_refused_with_those_it_has() throws Exception {
        Path model = PackageFixture.write(folder.resolve("lacks"), "test-leaf", "1.0.0");

        Outcome outcome =
                run("drift", "accept", "--revoke", "--variant", "x", "--model", model.toString());

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualToNormalizingNewlines(
                        "floracare: --variant is 'x': expected torchscript\n");
    }

    private static Features of(Features photo, ModelRef model) {
        return new Features(
                photo.id(),
                photo.eventTime(),
                photo.segment(),
                photo.status(),
                photo.error(),
                model,
                photo.prediction(),
                photo.probs(),
                photo.confidence(),
                photo.margin(),
                photo.entropy(),
                photo.energy(),
                photo.image(),
                photo.format(),
                photo.bytes());
    }

    private static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void send(TopicSpec topic, List<byte[]> values) {
        values.forEach(value -> BROKER.kafka().send(new ProducerRecord<>(topic.name(), value)));
    }

    private Outcome run(String... args) {
        return new CliFixture()
                .with("KAFKA_BOOTSTRAP_SERVERS", BROKER.bootstrapServers())
                .with("TOPIC_PREFIX", prefix())
                .with("FLORACARE_DATA_DIR", folder.toString())
                .run(args);
    }

    private String prefix() {
        String name = topics.features().name();
        return name.substring(0, name.length() - "leaf-features".length());
    }
}
