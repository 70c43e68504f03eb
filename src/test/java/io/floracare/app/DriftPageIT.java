package io.floracare.app;

import static io.floracare.drift.window.Streams.DARK;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.AlertState.Event;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.Segment;
import io.floracare.drift.window.Streams;
import io.floracare.report.DriftPage;
import io.floracare.report.DriftSummary;
import io.floracare.report.LatestReport;
import io.floracare.report.Outlook;
import io.floracare.telemetry.PrometheusDriftMetrics;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import io.prometheus.client.CollectorRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From feature records on a real broker through the aggregator to the page. */
final class DriftPageIT {
    private static final int CALM = 3;
    private static final int DARK_UNTIL = 6;
    private static final int END = 10;

    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    @TempDir private Path folder;

    @Test
    void a_person_reads_from_the_page_what_changed_and_when() throws Exception {
        TopicCatalogue topics = BROKER.freshTopics();
        DriftHarness stream = new DriftHarness(BROKER.kafka(), topics, END + 1);
        var settings =
                TestSettings.of(
                        DriftHarness.settings(
                                BROKER.bootstrapServers(), topics, folder.toString()));
        try (DriftService service =
                new DriftService(
                        settings,
                        Streams.KNOWN,
                        new PrometheusDriftMetrics(new CollectorRegistry()),
                        Clock.systemUTC(),
                        Thread::sleep)) {
            service.start();
            for (int minute = 0; minute < END; minute++) {
                boolean dark = minute >= CALM && minute < DARK_UNTIL;
                stream.send(stream.window(minute, 400, dark ? DARK : Change.NONE));
            }
            stream.await(
                    topics.driftAlerts().name(),
                    DriftAlert.class,
                    alerts -> alerts.stream().anyMatch(alert -> alert.event() == Event.RESOLVED));
        }
        Instant from = stream.base();
        Instant to = from.plus(DriftHarness.WINDOW.multipliedBy(END + 1));

        DriftTopicReader reader = new DriftTopicReader(settings, Clock.systemUTC());
        DriftSummary summary = reader.read(from, to, Segment.ALL);
        String page = DriftPage.of(summary);
        Files.writeString(
                Files.createDirectories(Path.of("target", "drift-pages")).resolve("real.html"),
                page);

        assertThat(summary.outlook()).isEqualTo(Outlook.RECOVERED);
        assertThat(summary.models().getFirst().detail().examples()).isNotEmpty();
        assertThat(page)
                .contains("Drift, now over", "brightness is lower", "drift fires", "drift is over")
                .contains("Look at these photos", "Quality of the photos");
        LatestReport.Page latest =
                new TopicLatestReport(reader, Duration.ofHours(1), Clock.systemUTC()).page();
        assertThat(new String(latest.html(), StandardCharsets.UTF_8)).contains("Drift, now over");
    }
}
