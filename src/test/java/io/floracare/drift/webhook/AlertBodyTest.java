package io.floracare.drift.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.drift.AlertState.Event;
import io.floracare.drift.Detector;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.Segment;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertBodyTest {
    private static final Instant SINCE = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-05-04T15:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    static DriftAlert alert(Event event) {
        return new DriftAlert(
                "drift/leaf/1/fp32/crop=bean",
                Detector.DRIFT,
                event,
                new ModelRef("leaf", "1", "fp32", "0".repeat(64)),
                Segment.parse("crop=bean"),
                SINCE,
                event == Event.RESOLVED ? ENDED : null,
                SINCE.minusSeconds(3600),
                "Changed: brightness (lower, 1.20 σ).",
                List.of("brightness", "sharpness"));
    }

    private static JsonNode write(AlertBody body, Event event) throws IOException {
        return Json.mapper().readTree(body.write(alert(event), SINCE.plus(DAY), DAY));
    }

    @Test
    void a_webhook_gets_what_alertmanager_posts() throws IOException {
        JsonNode post = write(AlertBody.WEBHOOK, Event.FIRING);

        assertThat(post.fieldNames())
                .toIterable()
                .contains(
                        "version",
                        "groupKey",
                        "truncatedAlerts",
                        "status",
                        "receiver",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "externalURL",
                        "alerts");
        JsonNode one = post.path("alerts").get(0);
        assertThat(one.path("status").asText()).isEqualTo("firing");
        assertThat(one.path("labels").path("alertname").asText()).isEqualTo("FloraCareDrift");
        assertThat(one.path("labels").path("segment").asText()).isEqualTo("crop=bean");
        assertThat(one.path("annotations").path("changed").asText())
                .isEqualTo("brightness, sharpness");
        assertThat(one.path("startsAt").asText()).isEqualTo("2026-05-04T10:00:00Z");
        assertThat(one.path("endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(one.path("fingerprint").asText()).matches("[0-9a-f]{16}");
        JsonNode over = write(AlertBody.WEBHOOK, Event.RESOLVED).path("alerts").get(0);
        assertThat(over.path("status").asText()).isEqualTo("resolved");
        assertThat(over.path("startsAt").asText()).isEqualTo("2026-05-04T10:00:00Z");
        assertThat(over.path("endsAt").asText()).isEqualTo("2026-05-04T15:00:00Z");
    }

    @Test
    void alertmanager_hears_when_an_alert_ends_and_until_when_it_goes_on() throws IOException {
        JsonNode going = write(AlertBody.ALERTMANAGER, Event.REMINDER).get(0);
        JsonNode over = write(AlertBody.ALERTMANAGER, Event.RESOLVED).get(0);

        assertThat(Instant.parse(going.path("endsAt").asText()))
                .isEqualTo(SINCE.plus(DAY).plus(DAY).plus(DAY));
        assertThat(over.path("startsAt").asText()).isEqualTo("2026-05-04T10:00:00Z");
        assertThat(over.path("endsAt").asText()).isEqualTo("2026-05-04T15:00:00Z");
        assertThat(going.path("labels")).isEqualTo(over.path("labels"));
    }
}
