package io.floracare.drift.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.floracare.drift.AccuracyReport;
import io.floracare.drift.Photos;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.label.AccuracyTally;
import io.floracare.drift.label.Answer;
import io.floracare.drift.label.Grade;
import io.floracare.drift.window.Found;
import io.floracare.drift.window.Replay;
import io.floracare.drift.window.Streams;
import io.floracare.message.Json;
import io.floracare.message.LeafLabel;
import io.floracare.message.LeafLabel.Reason;
import io.floracare.message.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is on the drift topics is as their schemas say. */
class DriftSchemasTest {
    private static void assertValid(String schema, Object value) throws IOException {
        String text = Files.readString(Path.of("topics", "schemas", schema + ".schema.json"));
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(text, InputFormat.JSON)
                                .validate(
                                        Json.mapper().writeValueAsString(value), InputFormat.JSON))
                .as(value.toString())
                .isEmpty();
    }

    @Test
    void reports_quality_and_alerts_of_a_stream_that_drifts() throws IOException {
        Found found = new Found();
        Replay replay = new Replay(1, 1, Streams.rules(Streams.TIMING), Streams.KNOWN, found);
        Photos photos = new Photos(4);
        for (int hour = 0; hour < 4; hour++) {
            Duration later = Duration.ofHours(hour);
            photos.take(300, 5, hour > 1 ? Streams.DARK : Change.NONE)
                    .forEach(photo ->
                            replay.add(photo, photo.eventTime().plus(later).toEpochMilli(), 0));
        }
        replay.progress(0, Photos.START.plus(Duration.ofHours(6)).toEpochMilli());

        assertThat(found.reports).isNotEmpty();
        assertThat(found.quality).isNotEmpty();
        assertThat(found.alerts).isNotEmpty();
        for (Object report : found.reports) {
            assertValid("drift-report", report);
        }
        for (Object report : found.quality) {
            assertValid("drift-quality", report);
        }
        for (Object alert : found.alerts) {
            assertValid("drift-alert", alert);
        }
    }

    @Test
    void accuracy_with_and_without_labels_chosen_at_random() throws IOException {
        Answer answer = new Answer(Photos.MODEL, Photos.START, "rust", Status.OK, false, 0.9f);
        AccuracyTally empty = AccuracyTally.of(Photos.MODEL, Photos.START);
        AccuracyReport none =
                empty.plus(new Grade(answer, "rust", Reason.COMPLAINT, 1))
                        .report(Duration.ofDays(1), null);
        AccuracyReport some =
                empty.plus(new Grade(answer, "blight", Reason.RANDOM, 1))
                        .plus(new Grade(answer, "rust", Reason.RANDOM, 1))
                        .report(Duration.ofDays(1), Streams.BASELINE);

        assertThat(none.accuracy().estimate()).isNull();
        assertThat(none.expected()).isNull();
        assertThat(some.accuracy().estimate()).isEqualTo(0.5);
        for (AccuracyReport report : List.of(none, some)) {
            assertValid("drift-accuracy", report);
            assertThat(
                            Json.mapper()
                                    .readValue(
                                            Json.mapper().writeValueAsBytes(report),
                                            AccuracyReport.class))
                    .isEqualTo(report);
        }
    }

    @Test
    void labels() throws IOException {
        assertValid("label", Answers.label("a", "rust", Reason.UNCERTAIN));
        assertValid("label", new LeafLabel("a", "rust", null, Photos.START, Reason.RANDOM));
    }
}
