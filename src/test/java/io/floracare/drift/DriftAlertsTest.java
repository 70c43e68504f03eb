package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftAlertsTest {
    private static final DriftPolicy POLICY = DriftPolicy.DEFAULT;
    private static final Change DARK = new Change(0.7, 0.5, 0);

    private final Photos photos = new Photos(6);
    private final Baseline baseline = Photos.baseline(photos.take(8000, 10, Change.NONE), POLICY);
    private final DriftEvaluator evaluator = new DriftEvaluator(baseline, POLICY);
    private final DriftAlerts alerts =
            new DriftAlerts(AlertRule.DEFAULT, POLICY.familyLevel(baseline.segments().size()));

    @Test
    void darkened_photos_raise_an_alert_that_names_brightness_and_resolves() {
        List<DriftAlert> told = run(Change.NONE, DARK, DARK, DARK, Change.NONE, Change.NONE);

        assertThat(told)
                .extracting(DriftAlert::event)
                .containsExactly(AlertState.Event.FIRING, AlertState.Event.RESOLVED);
        assertThat(told.getFirst().changed()).contains("brightness", "sharpness");
        assertThat(told.getFirst().window()).isEqualTo(Photos.START.plus(Duration.ofHours(2)));
        assertThat(told.getLast().sentence()).startsWith("Resolved: ");
        assertThat(told).extracting(DriftAlert::key).containsOnly("drift/leaf/1/fp32/all");
    }

    @Test
    void a_revision_of_the_past_raises_nothing() {
        DriftReport dark = report(0, DARK, 1);
        AlertState pending = new AlertState(AlertState.Phase.PENDING, 1, 0, null, null, null);

        assertThat(dark.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(alerts.next(pending, dark))
                .isEqualTo(new DriftAlerts.Outcome(pending, Optional.empty()));
    }

    @Test
    void reports_and_alerts_obey_their_schemas_and_read_back() throws IOException {
        DriftReport dark = report(0, DARK, 0);
        DriftReport few =
                evaluator.report(Segment.ALL, Photos.START, 0, WindowCounts.of(baseline.layout()));
        DriftAlert alert = run(DARK, DARK).getFirst();

        assertThat(mistakes("drift-report", dark)).isEmpty();
        assertThat(mistakes("drift-report", few)).isEmpty();
        assertThat(mistakes("drift-alert", alert)).isEmpty();
        assertThat(copy(dark, DriftReport.class)).isEqualTo(dark);
        assertThat(copy(alert, DriftAlert.class)).isEqualTo(alert);
    }

    private List<DriftAlert> run(Change... hours) {
        List<DriftAlert> told = new ArrayList<>();
        AlertState state = AlertState.INITIAL;
        for (int hour = 0; hour < hours.length; hour++) {
            DriftAlerts.Outcome outcome = alerts.next(state, report(hour, hours[hour], 0));
            state = outcome.state();
            outcome.alert().ifPresent(told::add);
        }
        return told;
    }

    private DriftReport report(int hour, Change change, int revision) {
        List<Features> window = photos.take(800, 5, change);
        return evaluator.report(
                Segment.ALL,
                Photos.START.plus(Duration.ofHours(hour)),
                revision,
                Photos.window(window, baseline, POLICY));
    }

    private static <T> T copy(T value, Class<T> type) throws JsonProcessingException {
        return Json.mapper().readValue(Json.mapper().writeValueAsString(value), type);
    }

    private static List<?> mistakes(String schema, Object value) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        Baseline.class.getResourceAsStream(
                                "/topics/schemas/" + schema + ".schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON)
                    .validate(Json.mapper().writeValueAsString(value), InputFormat.JSON);
        }
    }
}
