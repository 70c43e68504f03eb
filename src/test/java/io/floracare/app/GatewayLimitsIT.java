package io.floracare.app;

import static io.floracare.app.GatewayHarness.leaf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.floracare.app.GatewayHarness.Answer;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.testing.KafkaProbe;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What callers are told when there is no answer: nobody classifies here. */
final class GatewayLimitsIT {
    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
    private TopicCatalogue topics;
    private GatewayHarness http;

    @BeforeEach
    void start() throws Exception {
        topics = BROKER.freshTopics();
        http = gateway();
    }

    private GatewayHarness gateway(String... more) throws Exception {
        String name = topics.express().name();
        String[] settings = {
            "topic.prefix=" + name.substring(0, name.indexOf('.') + 1),
            "image.max.bytes=64KiB",
            "gateway.max.files=3",
            "claim.prefixes=s3://images/claims/",
            "gateway.claim.prefix=s3://images/claims/",
            "gateway.claim.above=20KiB",
            "gateway.max.lag.express=5",
            "shutdown.timeout=1s",
        };
        String[] all = new String[settings.length + more.length];
        System.arraycopy(settings, 0, all, 0, settings.length);
        System.arraycopy(more, 0, all, settings.length, more.length);
        return new GatewayHarness(
                BROKER.bootstrapServers(),
                (id, image) -> {
                    stored.put(id, image);
                    return "s3://images/claims/" + id;
                },
                all);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void late_answer_is_504_with_the_id_under_which_the_result_will_be() {
        Answer answer = http.upload("/predict", leaf(1), "Request-Timeout", "0.5");

        assertThat(answer.status()).isEqualTo(504);
        String id = answer.json().get("id").asText();
        assertThat(answer.header("location")).isEqualTo("/results/" + id);
        assertThat(http.get("/results/" + id).status()).isEqualTo(202);
    }

    @Test
    void record_carries_deadline_owner_reply_address_and_segments() {
        Instant before = Instant.now();
        http.upload("/predict?crop=apple&device=phone", leaf(1), "Request-Timeout", "0.5");

        ConsumerRecord<byte[], byte[]> record =
                BROKER.kafka().readAll(topics.express().name()).getFirst();

        assertThat(Long.parseLong(header(record, "deadline")))
                .isBetween(before.toEpochMilli(), Instant.now().plusMillis(500).toEpochMilli());
        assertThat(header(record, "owner")).matches("[0-9a-f]{32}");
        assertThat(header(record, "kafka_replyTopic")).isEqualTo(topics.replies().name());
        assertThat(record.headers().lastHeader("kafka_replyPartition").value()).hasSize(4);
        assertThat(record.headers().lastHeader("kafka_correlationId").value()).hasSize(16);
        assertThat(header(record, "crop")).isEqualTo("apple");
        assertThat(header(record, "device")).isEqualTo("phone");
        assertThat(header(record, "ce_subject")).isEqualTo("leaf0.jpg");
        assertThat(header(record, "content-type")).isEqualTo("image/jpeg");
        assertThat(UUID.fromString(header(record, "ce_id")).version()).isEqualTo(7);
    }

    @Test
    void large_image_goes_by_claim_check() {
        byte[] large = new byte[30_000];
        new Random(1).nextBytes(large);

        Answer answer = http.raw("/images", "image/jpeg", large);

        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().get("images").get(0).get("id").asText();
        assertThat(answer.header("location")).isEqualTo("/results/" + id);
        ConsumerRecord<byte[], byte[]> record =
                BROKER.kafka().readAll(topics.images().name()).getFirst();
        assertThat(record.value()).isEmpty();
        assertThat(header(record, "claim-check")).isEqualTo("s3://images/claims/" + id);
        assertThat(stored.get(id)).isEqualTo(large);
    }

    @Test
    void wrong_uploads_are_refused_with_what_to_do() {
        assertThat(http.raw("/predict", "text/plain", leaf(1)).status()).isEqualTo(415);
        assertThat(http.raw("/predict", "image/jpeg", new byte[0]).status()).isEqualTo(400);
        assertThat(http.raw("/predict", "image/jpeg", new byte[65_537]).status()).isEqualTo(413);
        assertThat(http.upload("/predict", new byte[70_000]).status()).isEqualTo(413);
        assertThat(http.send(http.form("/predict", List.of())).status()).isEqualTo(400);
        assertThat(http.send(http.form("/predict", List.of(leaf(1), leaf(2)))).status())
                .isEqualTo(400);
        assertThat(http.raw("/predict", "multipart/form-data; boundary=x", leaf(1)).status())
                .isEqualTo(400);
        assertThat(http.raw("/predict", "multipart/form-data", leaf(1)).status()).isEqualTo(400);
        assertThat(http.upload("/predict", leaf(1), "Request-Timeout", "soon").status())
                .isEqualTo(400);
        assertThat(http.upload("/predict?crop=" + "x".repeat(200), leaf(1)).status())
                .isEqualTo(400);
        assertThat(http.upload("/predict", leaf(1), "Idempotency-Key", "a b").status())
                .isEqualTo(400);
        assertThat(BROKER.kafka().readAll(topics.express().name())).isEmpty();
    }

    @Test
    void too_many_files_keep_those_that_were_taken() {
        Answer answer =
                http.send(http.form("/images", List.of(leaf(1), leaf(2), leaf(3), leaf(4))));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("images")).hasSize(4);
        assertThat(answer.json().get("images").get(3).has("id")).isFalse();
        assertThat(answer.json().get("images").get(3).get("problem").asText())
                .contains("at most 3");
        assertThat(BROKER.kafka().readAll(topics.images().name())).hasSize(3);
    }

    @Test
    void unknown_paths_methods_and_ids_are_problems() {
        assertThat(http.get("/nothing").status()).isEqualTo(404);
        Answer method = http.send(http.request("/predict").DELETE().build());
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("allow")).isEqualTo("POST");
        assertThat(http.get("/results/leaf-images-0-1").status()).isEqualTo(404);
        UUID old = UuidCreator.getTimeOrderedEpoch(Instant.now().minus(Duration.ofHours(2)));
        assertThat(http.get("/results/" + old).status()).isEqualTo(404);
        UUID future = UuidCreator.getTimeOrderedEpoch(Instant.now().plus(Duration.ofHours(2)));
        assertThat(http.get("/results/" + future).status()).isEqualTo(404);
        UUID elsewhere = UuidCreator.getTimeOrderedEpoch();
        assertThat(http.get("/results/" + elsewhere).status()).isEqualTo(202);
    }

    @Test
    void requests_above_the_instances_bound_are_refused_and_may_come_again() throws Exception {
        try (GatewayHarness small = gateway("gateway.max.in.flight=1")) {
            HttpRequest slow = small.form("/predict", List.of(leaf(1)), "Request-Timeout", "3");
            CompletableFuture<Answer> waits = CompletableFuture.supplyAsync(() -> small.send(slow));
            KafkaProbe.until(
                    () -> small.get("/metrics").text().contains("floracare_gateway_in_flight 1.0"));

            String trace = "0af7651916cd43dd8448eb211c80319c";
            Answer refused =
                    small.upload(
                            "/predict",
                            leaf(2),
                            "traceparent",
                            "00-" + trace + "-" + "1".repeat(16) + "-01");
            // A page's request is refused further in, where the headers for browsers are made.
            Answer page = small.upload("/predict", leaf(2), "Origin", small.uri("").toString());

            for (Answer answer : List.of(refused, page)) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().get("type").asText()).endsWith("/saturated");
                assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
                assertThat(answer.header("retry-after")).matches("\\d+");
                assertThat(answer.header("cache-control")).isEqualTo("no-store");
                assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            }
            assertThat(refused.json().get("traceId").asText()).isEqualTo(trace);
            assertThat(refused.header("traceparent")).startsWith("00-" + trace);
            assertThat(small.get("/metrics").text())
                    .contains("floracare_gateway_rejected_total{reason=\"in-flight\",} 2.0");
            assertThat(waits.join().status()).isEqualTo(504);
        }
    }

    @Test
    void one_caller_has_only_so_much_on_its_way_and_leaves_room_for_another(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("keys.json");
        String busy = key(file, "busy");
        String other = key(file, "other");
        try (GatewayHarness strict =
                gateway(
                        "auth.mode=required",
                        "auth.keys.file=" + file,
                        "gateway.max.in.flight.per.caller=1")) {
            HttpRequest slow =
                    strict.form(
                            "/predict",
                            List.of(leaf(1)),
                            "Request-Timeout",
                            "4",
                            "X-API-Key",
                            busy);
            CompletableFuture<Answer> waits =
                    CompletableFuture.supplyAsync(() -> strict.send(slow));
            KafkaProbe.until(() -> !BROKER.kafka().readAll(topics.express().name()).isEmpty());

            Answer refused = strict.upload("/predict", leaf(2), "X-API-Key", busy);
            Answer others =
                    strict.upload(
                            "/predict", leaf(3), "X-API-Key", other, "Request-Timeout", "0.2");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).matches("\\d+");
            assertThat(others.status()).as("another caller waits its turn").isEqualTo(504);
            assertThat(waits.join().status()).isEqualTo(504);
            assertThat(
                            strict.upload(
                                            "/predict",
                                            leaf(4),
                                            "X-API-Key",
                                            busy,
                                            "Request-Timeout",
                                            "0.2")
                                    .status())
                    .as("after the answer it may ask again")
                    .isEqualTo(504);
        }
    }

    private static String key(Path file, String name) throws IOException {
        return new KeyStore(new KeyFile(file), Clock.systemUTC(), new SecureRandom())
                .create(new NewKey(name, Set.of("predict"), null, null))
                .secret()
                .text();
    }

    @Test
    void lag_of_the_classifiers_refuses_predictions_but_not_images() throws Exception {
        String prefix = topics.express().name().replace("leaf-images-express", "");
        try (Admin admin = BROKER.kafka().admin()) {
            admin.alterConsumerGroupOffsets(
                            prefix + "floracare-classifier-express",
                            Map.of(
                                    new TopicPartition(topics.express().name(), 0),
                                    new OffsetAndMetadata(0),
                                    new TopicPartition(topics.express().name(), 1),
                                    new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
        for (int i = 0; i < 6; i++) {
            BROKER.kafka().send(PipelineHarness.image(topics.express().name(), "i" + i, leaf(i)));
        }

        KafkaProbe.until(
                () -> http.upload("/predict", leaf(1), "Request-Timeout", "0.2").status() == 503);

        assertThat(http.upload("/images", leaf(1)).status()).isEqualTo(202);
    }

    @Test
    void reply_counts_once_and_strangers_replies_not_at_all() throws Exception {
        HttpRequest request = http.form("/predict", List.of(leaf(1)), "Request-Timeout", "20");
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> http.send(request));
        KafkaProbe.until(() -> !BROKER.kafka().readAll(topics.express().name()).isEmpty());
        ConsumerRecord<byte[], byte[]> record =
                BROKER.kafka().readAll(topics.express().name()).getFirst();
        String id = header(record, "ce_id");

        Replies.send(BROKER.kafka(), record, "0123456789abcdef".getBytes(UTF_8), "stranger");
        byte[] correlation = record.headers().lastHeader("kafka_correlationId").value();
        Replies.send(BROKER.kafka(), record, correlation, id);
        Replies.send(BROKER.kafka(), record, correlation, "repeat");

        assertThat(answer.get().json().get("id").asText()).isEqualTo(id);
        KafkaProbe.until(() ->
                http.get("/metrics")
                        .text()
                        .contains("floracare_gateway_replies_total{expected=\"false\",} 2.0"));
    }

    @Test
    void without_kafka_it_serves_health_and_says_what_is_missing() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var gateway = GatewayHarness.start("127.0.0.1:" + port, null)) {
            HttpRequest health =
                    HttpRequest.newBuilder(
                                    java.net.URI.create(
                                            "http://127.0.0.1:" + gateway.port() + "/health/ready"))
                            .build();
            Answer ready = http.send(health);
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().get("checks").get(0).get("name").asText()).isEqualTo("kafka");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
