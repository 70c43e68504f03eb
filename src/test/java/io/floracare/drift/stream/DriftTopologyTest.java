package io.floracare.drift.stream;

import static io.floracare.drift.window.Streams.DARK;
import static io.floracare.drift.window.Streams.KNOWN;
import static io.floracare.drift.window.Streams.TIMING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.floracare.drift.AccuracyReport;
import io.floracare.drift.AccuracyReport.Confusion;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.QualityReport;
import io.floracare.drift.Segment;
import io.floracare.drift.window.Streams;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.message.LeafLabel;
import io.floracare.message.LeafLabel.Reason;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTopologyTest {
    private static final DriftTopics TOPICS =
            new DriftTopics(
                    "features", "results", "labels", "reports", "quality", "accuracy", "alerts");
    private static final Instant NOW = Photos.START.plus(Duration.ofMinutes(30));

    @TempDir Path dir;
    private final Photos photos = new Photos(11);
    private final CountedMetrics metrics = new CountedMetrics();
    private TopologyTestDriver driver;
    private boolean read = true;

    @BeforeEach
    void start() {
        DriftParts parts =
                new DriftParts(
                        Streams.rules(TIMING),
                        KNOWN,
                        1,
                        1,
                        Duration.ofSeconds(2),
                        Duration.ofDays(14),
                        Duration.ofDays(1),
                        metrics);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "drift");
        config.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver =
                new TopologyTestDriver(
                        new DriftTopology(TOPICS, parts, partition -> read).get(), config, NOW);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private <T> List<T> output(String topic, Class<T> type) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return output.readValuesToList().stream().map(bytes -> read(bytes, type)).toList();
    }

    private static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return Json.mapper().readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void photos(int hour, int size, Change change) {
        photos.take(size, 5, change).stream()
                .map(photo -> Streams.at(photo, photo.eventTime().plus(Duration.ofHours(hour))))
                .forEach(this::photo);
    }

    private void photo(Features photo) {
        Instant appended = photo.eventTime().plusSeconds(1);
        input("features").pipeInput(photo.id().getBytes(UTF_8), json(photo), appended);
    }

    /** Wall-clock time passes: idle partitions get on, windows close. */
    private void pass(Duration time) {
        for (long second = 0; second < 7; second++) {
            driver.advanceWallClockTime(second == 0 ? time : Duration.ofSeconds(1));
        }
    }

    @Test
    void a_window_is_reported_late_photos_revise_it_and_those_too_late_are_counted() {
        photos(0, 300, Change.NONE);
        pass(Duration.ofMinutes(40));

        List<DriftReport> first = output("reports", DriftReport.class);
        assertThat(first).extracting(DriftReport::revision).containsOnly(0);
        assertThat(first)
                .filteredOn(report -> report.segment().equals(Segment.ALL))
                .extracting(DriftReport::photos)
                .containsExactly(300L);
        assertThat(output("quality", QualityReport.class))
                .filteredOn(report -> report.segment().equals(Segment.ALL))
                .extracting(QualityReport::photos)
                .containsExactly(300L);

        photos(0, 2, Change.NONE);
        pass(Duration.ofMinutes(1));
        assertThat(output("reports", DriftReport.class))
                .filteredOn(report -> report.segment().equals(Segment.ALL))
                .extracting(DriftReport::photos, DriftReport::revision)
                .containsExactly(tuple(302L, 1));

        pass(Duration.ofHours(7));
        photos(0, 2, Change.NONE);
        pass(Duration.ofMinutes(1));
        assertThat(output("reports", DriftReport.class)).isEmpty();
        assertThat(metrics.count("tooLate")).isEqualTo(2);
    }

    @Test
    void a_partition_whose_records_wait_is_not_idle_however_long_none_was_read() {
        read = false;
        photos(0, 300, Change.NONE);
        pass(Duration.ofHours(5));
        assertThat(output("reports", DriftReport.class)).isEmpty();

        photos(0, 200, Change.NONE);
        read = true;
        pass(Duration.ofSeconds(10));

        assertThat(output("reports", DriftReport.class))
                .filteredOn(report -> report.segment().equals(Segment.ALL))
                .extracting(DriftReport::photos, DriftReport::revision)
                .containsExactly(tuple(500L, 0));
    }

    @Test
    void an_alert_comes_and_goes() {
        for (int hour = 0; hour < 6; hour++) {
            photos(hour, 300, hour == 1 || hour == 2 ? DARK : Change.NONE);
            pass(Duration.ofHours(1));
        }
        pass(Duration.ofMinutes(40));

        List<DriftAlert> alerts =
                output("alerts", DriftAlert.class).stream()
                        .filter(alert -> alert.key().equals("drift/leaf/1/fp32/all"))
                        .toList();
        assertThat(alerts)
                .extracting(alert -> alert.event().name())
                .containsExactly("FIRING", "RESOLVED");
        assertThat(alerts.getFirst().changed()).contains("brightness", "sharpness");
    }

    @Test
    void a_photo_from_the_future_does_not_close_windows() {
        photos(0, 100, Change.NONE);
        Features ahead =
                Streams.at(
                        photos.take(1, 1, Change.NONE).getFirst(),
                        Photos.START.plus(Duration.ofDays(300)));
        input("features").pipeInput(ahead.id().getBytes(UTF_8), json(ahead), NOW);
        photos(0, 100, Change.NONE);
        pass(Duration.ofMinutes(40));

        assertThat(output("reports", DriftReport.class))
                .filteredOn(report -> report.segment().equals(Segment.ALL))
                .extracting(DriftReport::photos)
                .containsExactly(201L);
    }

    @Test
    void what_is_no_feature_record_is_left_out_and_counted() {
        input("features").pipeInput(new byte[] {1}, "{\"id\":".getBytes(UTF_8), NOW);
        input("features").pipeInput(new byte[] {1}, "{}".getBytes(UTF_8), NOW);
        String cut =
                "{\"id\":\"a\",\"eventTime\":\"2026-05-01T10:00:00Z\",\"segment\":{},\"status\":7}";
        input("features").pipeInput(new byte[] {1}, cut.getBytes(UTF_8), NOW);
        input("labels").pipeInput(new byte[] {1}, "[]".getBytes(UTF_8), NOW);

        assertThat(metrics.count("undecodable.features")).isEqualTo(3);
        assertThat(metrics.count("undecodable.labels")).isEqualTo(1);
    }

    private void result(String id, String label, Status status, double confidence) {
        Result result = Answers.result(id, label, status, (float) confidence, NOW);
        input("results").pipeInput(id.getBytes(UTF_8), json(result), NOW);
    }

    private void label(String id, String label, Reason reason, Duration later) {
        LeafLabel said = Answers.label(id, label, reason);
        input("labels").pipeInput(id.getBytes(UTF_8), json(said), NOW.plus(later));
    }

    @Test
    void labels_are_joined_days_later_and_before_their_result() {
        label("early", "rust", Reason.RANDOM, Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            result("r" + i, "rust", Status.OK, 0.9);
        }
        result("early", "rust", Status.OK, 0.9);
        result("unsure", "rust", Status.UNCERTAIN, 0.4);
        result("odd", "blight", Status.OK, 0.6);
        pass(Duration.ofSeconds(2));
        assertThat(last().accuracy().of()).isEqualTo(1);

        for (int i = 0; i < 10; i++) {
            String truth = i < 8 ? "rust" : "blight";
            label("r" + i, truth, Reason.RANDOM, Duration.ofDays(9));
        }
        label("unsure", "rust", Reason.RANDOM, Duration.ofDays(9));
        label("odd", "rust", Reason.UNCERTAIN, Duration.ofDays(9));
        pass(Duration.ofSeconds(2));

        AccuracyReport report = last();
        assertThat(report.revision()).isEqualTo(1);
        assertThat(report.accuracy().of()).isEqualTo(11);
        assertThat(report.accuracy().estimate()).isCloseTo(9 / 11.0, within(1e-12));
        assertThat(report.accuracy().low()).isBetween(0.4, 9 / 11.0);
        assertThat(report.abstained()).isEqualTo(1);
        assertThat(report.expected()).isBetween(0.5, 1.0);
        assertThat(report.labels()).containsExactly("blight", "rust");
        assertThat(report.confusion())
                .containsExactly(new Confusion(0, 1, 2), new Confusion(1, 1, 9));
        assertThat(report.classes().get(1).recall().estimate()).isEqualTo(1);
        assertThat(report.reasons())
                .extracting(AccuracyReport.ByReason::reason)
                .containsExactly(Reason.RANDOM, Reason.UNCERTAIN);
    }

    @Test
    void a_label_that_is_corrected_counts_as_corrected_and_an_empty_one_takes_it_back() {
        result("a", "rust", Status.OK, 0.9);
        label("a", "blight", Reason.RANDOM, Duration.ZERO);
        pass(Duration.ofSeconds(2));
        assertThat(last().accuracy().estimate()).isZero();

        label("a", "rust", Reason.RANDOM, Duration.ofHours(1));
        pass(Duration.ofSeconds(2));
        assertThat(last().accuracy().estimate()).isEqualTo(1);

        input("labels").pipeInput("a".getBytes(UTF_8), null, NOW.plus(Duration.ofHours(2)));
        pass(Duration.ofSeconds(2));
        assertThat(last().accuracy().of()).isZero();
    }

    @Test
    void a_label_after_the_wait_is_not_joined() {
        result("a", "rust", Status.OK, 0.9);
        result("later", "rust", Status.OK, 0.9);
        input("results")
                .pipeInput(
                        "b".getBytes(UTF_8),
                        json(Answers.result("b", "rust", Status.OK, 0.9f, NOW)),
                        NOW.plus(Duration.ofDays(40)));
        label("a", "rust", Reason.RANDOM, Duration.ofDays(40));
        pass(Duration.ofSeconds(2));

        assertThat(output("accuracy", AccuracyReport.class)).isEmpty();
    }

    private AccuracyReport last() {
        return output("accuracy", AccuracyReport.class).getLast();
    }

    @Test
    void topology_is_as_described() {
        DriftParts parts =
                new DriftParts(
                        Streams.rules(TIMING),
                        KNOWN,
                        6,
                        6,
                        Duration.ofSeconds(2),
                        Duration.ofDays(14),
                        Duration.ofDays(1),
                        metrics);
        String text =
                new DriftTopology(TOPICS, parts, partition -> true).get().describe().toString();

        assertThat(text)
                .contains("photos-repartition", "windows-repartition", "grades-repartition")
                .contains("stores: [shard]", "stores: [merge]", "stores: [accuracy]")
                .contains("stores: [answers, labels]")
                .doesNotContain("KSTREAM");
    }
}
