package io.floracare.gateway.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.app.GatewayProcess;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.gateway.pages.Browser.Reader;
import io.floracare.message.Json;
import io.floracare.testing.KafkaProbe;
import io.floracare.testing.SampleResults;
import io.floracare.topic.TopicAdmin;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The growers' page where the service does not answer as it should. */
@Tag("browser")
class TroubleIT {
    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;
    private LeafPhotos photos;

    @BeforeEach
    void draw() {
        photos = new LeafPhotos(folder);
    }

    @Test
    void a_photo_that_the_service_has_no_time_for_waits() throws IOException {
        Path file = folder.resolve("keys.json");
        String key =
                new KeyStore(new KeyFile(file), Clock.systemUTC(), new SecureRandom())
                        .create(new NewKey("grower", Set.of("predict"), null, null))
                        .secret()
                        .text();
        Map<String, String> strict =
                Map.of(
                        "auth.mode", "required",
                        "auth.keys.file", file.toString(),
                        "limit.caller", "1/m");
        try (GatewayProcess gateway = SITE.beside(strict);
                Browser browser = Browser.open(address(gateway), Reader.phone())) {
            browser.go("/");
            browser.await("#key").sendKeys(key);
            browser.find(".key button").click();
            browser.await("#notices .notice", 0);
            browser.choose(photos.small(1081), photos.small(1082));

            browser.await(".card[data-state=done]");
            browser.await(
                    "a busy service", each -> each.text("#cards").contains("The service is busy"));
            assertThat(browser.text("#cards")).contains("you need do nothing");
        }
    }

    @Test
    void a_diagnosis_that_comes_after_the_time_for_it_is_fetched_and_shown() throws Exception {
        TopicCatalogue topics = TopicCatalogue.load().withPrefix("late.");
        try (KafkaProbe kafka = new KafkaProbe(SITE.bootstrapServers())) {
            new TopicAdmin(kafka.admin(), topics, Duration.ofSeconds(30))
                    .apply(TopicAdmin.Options.DEFAULT);
            // Nobody classifies there.
            Map<String, String> slow = Map.of("topic.prefix", "late.", "gateway.timeout", "500ms");
            try (GatewayProcess gateway = SITE.beside(slow);
                    Browser browser = Browser.open(address(gateway), Reader.phone())) {
                browser.go("/");
                browser.choose(photos.small(1085));
                KafkaProbe.until(() -> !kafka.readAll(topics.express().name()).isEmpty());
                answer(kafka, topics);

                browser.await(".card[data-state=done]");
                assertThat(browser.text("#cards")).contains("scab");
            }
        }
    }

    /** A result of the photo that waits, without a reply to who asked. */
    private static void answer(KafkaProbe kafka, TopicCatalogue topics) {
        ConsumerRecord<byte[], byte[]> photo = kafka.readAll(topics.express().name()).getFirst();
        ObjectNode result = Json.mapper().valueToTree(SampleResults.ok());
        result.put("id", header(photo, "ce_id"));
        result.put("owner", header(photo, "owner"));
        kafka.send(
                new ProducerRecord<>(topics.results().name(), result.toString().getBytes(UTF_8)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Test
    void a_server_that_is_gone_is_like_no_network() {
        GatewayProcess gateway = SITE.beside(Map.of());
        try (Browser browser = Browser.open(address(gateway), Reader.phone())) {
            browser.go("/");
            gateway.close();
            browser.choose(photos.small(1084));

            browser.awaitCards(1, "Waiting for the network");
            assertThat(browser.text("#notices")).contains("No connection");
        }
    }

    private static URI address(GatewayProcess gateway) {
        return URI.create("http://127.0.0.1:" + gateway.gateway().port());
    }
}
