package io.floracare.app;

import static io.floracare.drift.window.Streams.DARK;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.floracare.drift.AlertState.Event;
import io.floracare.drift.Detector;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.Photos.Change;
import io.floracare.drift.QualityReport;
import io.floracare.drift.window.Streams;
import io.floracare.telemetry.PrometheusDriftMetrics;
import io.floracare.testing.KafkaProbe;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import io.prometheus.client.CollectorRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The aggregator on a real broker, with a real receiver of alerts. */
final class DriftServiceIT {
    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    @TempDir private Path folder;

    private DriftService service(
            TopicCatalogue topics, CollectorRegistry registry, String... more) {
        String[] settings =
                Stream.concat(
                                Arrays.stream(
                                        DriftHarness.settings(
                                                BROKER.bootstrapServers(),
                                                topics,
                                                folder.toString())),
                                Arrays.stream(more))
                        .toArray(String[]::new);
        return new DriftService(
                TestSettings.of(settings),
                Streams.KNOWN,
                new PrometheusDriftMetrics(registry),
                Clock.systemUTC(),
                Thread::sleep);
    }

    @Test
    void an_alert_comes_and_goes_and_reaches_a_receiver_that_was_down() throws Exception {
        TopicCatalogue topics = BROKER.freshTopics();
        DriftHarness stream = new DriftHarness(BROKER.kafka(), topics, 9);
        CollectorRegistry registry = new CollectorRegistry();
        List<String> posted = new CopyOnWriteArrayList<>();
        AtomicInteger refusals = new AtomicInteger();
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/alerts",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    boolean down = refusals.incrementAndGet() <= 2;
                    if (!down) {
                        posted.add(body);
                    }
                    exchange.sendResponseHeaders(down ? 503 : 200, -1);
                    exchange.close();
                });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts";
        try (DriftService service = service(topics, registry, "drift.webhook.url=" + url)) {
            service.start();
            service.running().join();
            for (int minute = 0; minute < 8; minute++) {
                boolean dark = minute == 2 || minute == 3;
                stream.send(stream.window(minute, 200, dark ? DARK : Change.NONE));
            }
            List<DriftAlert> alerts =
                    stream.await(
                            topics.driftAlerts().name(),
                            DriftAlert.class,
                            all ->
                                    ofStream(all).stream()
                                            .anyMatch(one -> one.event() == Event.RESOLVED));

            assertThat(ofStream(alerts))
                    .extracting(DriftAlert::event)
                    .containsExactly(Event.FIRING, Event.RESOLVED);
            assertThat(ofStream(alerts).getFirst().changed()).contains("brightness", "sharpness");
            List<DriftReport> reports =
                    stream.await(
                            topics.driftReports().name(),
                            DriftReport.class,
                            all -> DriftHarness.latest(all).size() == 24);
            assertThat(reports).extracting(DriftReport::photos).contains(200L);
            assertThat(
                            stream.await(
                                    topics.driftQuality().name(),
                                    QualityReport.class,
                                    all -> !all.isEmpty()))
                    .noneMatch(QualityReport::raised);
            KafkaProbe.until(() -> posted.size() >= alerts.size());
            assertThat(posted.getFirst())
                    .contains("\"status\":\"firing\"", "FloraCareDrift", "brightness");
            assertThat(refusals.get()).isGreaterThan(2);
            assertThat(
                            registry.getSampleValue(
                                    "floracare_drift_alert_firing",
                                    new String[] {"key", "detector"},
                                    new String[] {"drift/leaf/1/fp32/all", "drift"}))
                    .isZero();
            assertThat(registry.getSampleValue("floracare_drift_photos_total")).isEqualTo(1600);
        } finally {
            receiver.stop(0);
        }
    }

    private static List<DriftAlert> ofStream(List<DriftAlert> all) {
        return all.stream()
                .filter(alert ->
                        alert.detector() == Detector.DRIFT
                                && alert.segment().toString().equals("all"))
                .toList();
    }

    @Test
    void it_says_what_is_missing_and_starts_when_it_is_there() throws Exception {
        TopicCatalogue names = BROKER.freshNames();
        try (DriftService service = service(names, new CollectorRegistry())) {
            service.start();
            KafkaProbe.until(() ->
                    String.valueOf(service.waitingFor())
                            .contains("are missing: run './floracare topics"));
            assertThat(service.failed()).isFalse();
        }
    }

    @Test
    void a_second_one_in_the_same_folder_ends_with_a_sentence() throws Exception {
        TopicCatalogue topics = BROKER.freshTopics();
        try (DriftService first = service(topics, new CollectorRegistry());
                DriftService second = service(topics, new CollectorRegistry())) {
            first.start();
            first.running().join();
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            Logger logger = (Logger) LoggerFactory.getLogger(DriftService.class);
            logger.setLevel(Level.ERROR);
            logger.addAppender(log);

            second.start();

            assertThat(second.running().handle((done, failure) -> failure).join()).isNotNull();
            logger.detachAppender(log);
            assertThat(second.failed()).isTrue();
            assertThat(first.failed()).isFalse();
            assertThat(log.list)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getThrowableProxy()).isNull();
                        assertThat(event.getFormattedMessage())
                                .startsWith(
                                        "The drift aggregator cannot start with state.dir "
                                                + folder)
                                .contains("multiple instances of Kafka Streams")
                                .endsWith("Each process needs a state.dir of its own");
                    });
        }
    }
}
