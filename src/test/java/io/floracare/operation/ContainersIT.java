package io.floracare.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.gateway.tls.TestCertificate;
import io.floracare.testing.KafkaProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image as the Dockerfile makes it, docker-compose.yml with two classifiers, and a real
 * Prometheus. One stack for all, since it takes a minute: the order matters.
 */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ContainersIT {
    private static final int PHOTOS = 400;
    private static final int JUNK = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> SERVICES = Set.of("classifier", "drift", "gateway");

    @TempDir static Path temp;
    private final List<byte[]> leaves =
            IntStream.range(0, 20)
                    .mapToObj(seed -> new LeafRenderer().jpeg(LeafDrawing.of(seed, 256, 256), 0.9f))
                    .toList();
    private ComposeStack stack;
    private PrometheusServer prometheus;
    private String answered = "";
    private int sent;

    @BeforeAll
    void start() throws Exception {
        Path tls = Files.createDirectory(temp.resolve("tls"));
        TestCertificate.create("localhost", "EC", Duration.ofDays(1))
                .write(tls.resolve("certificate.pem"), tls.resolve("key.pem"));
        stack = new ComposeStack(tls);
        stack.compose("build", "topics");
        stack.compose("up", "-d", "--scale", "classifier=2");
        String key = stack.inside(stack.containers("gateway").getFirst(), "cat keys/metrics");
        prometheus =
                new PrometheusServer(
                        Files.createDirectory(temp.resolve("prometheus")),
                        Map.of(
                                "classifier", targets("http", "classifier", 8081),
                                "drift", targets("http", "drift", 8081),
                                "gateway",
                                        Stream.concat(
                                                        targets("http", "gateway", 8080).stream(),
                                                        targets("https", "gateway-tls", 8080)
                                                                .stream())
                                                .toList()),
                        key);
        until(prometheus::ready);
    }

    @AfterAll
    void stop() throws IOException {
        if (prometheus != null) {
            prometheus.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    private List<String> targets(String scheme, String service, int port) {
        return stack.containers(service).stream()
                .map(container -> scheme + "://" + stack.address(container) + ":" + port)
                .toList();
    }

    private static void until(Callable<Boolean> question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.call()) {
            assertThat(System.nanoTime()).as("time to become true").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    @Order(1)
    void a_change_of_code_moves_less_than_10_megabytes() throws IOException {
        String last =
                Files.readAllLines(Path.of("Dockerfile")).stream()
                        .filter(line -> line.matches("(COPY|ADD|RUN) .*"))
                        .reduce("", (_, line) -> line);
        assertThat(last).startsWith("COPY --from=application").contains("/floracare.jar ");
        List<String> layers =
                stack.docker(
                                "history",
                                "--human=false",
                                "--no-trunc",
                                "--format",
                                "{{.Size}} {{.CreatedBy}}",
                                ComposeStack.IMAGE)
                        .lines()
                        .toList();
        long moved = 0;
        for (String layer : layers) {
            moved += Long.parseLong(layer.substring(0, layer.indexOf(' ')));
            if (layer.contains("COPY")) {
                break;
            }
        }

        assertThat(moved).isBetween(1_000_000L, 10_000_000L);
    }

    @Test
    @Order(2)
    void the_curl_of_the_readme_gets_a_diagnosis() throws Exception {
        List<String> readme = Files.readAllLines(Path.of("README.md"));
        int up = readme.indexOf("docker-compose up -d");
        String lines = readme.get(up + 1) + "\n" + readme.get(up + 2);
        Path leaf = Files.write(temp.resolve("leaf.jpg"), leaves.getFirst());

        JsonNode answer =
                new ObjectMapper()
                        .readTree(
                                stack.asWritten(
                                        lines.replace("photos/tomato.jpg", leaf.toString())
                                                .replace("curl ", "curl -s ")));

        assertThat(answer.get("status").asText()).isIn("ok", "uncertain");
        assertThat(answer.get("model").get("name").asText()).isEqualTo("leaf-disease");
        answered = answer.get("id").asText();
        sent++;
    }

    @Test
    @Order(3)
    void containers_have_no_more_rights_than_they_need() {
        for (String service : SERVICES) {
            String container = stack.containers(service).getFirst();
            assertThat(
                            stack.docker(
                                    "inspect",
                                    "-f",
                                    "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"
                                            + " {{.HostConfig.SecurityOpt}} {{.Config.User}}",
                                    container))
                    .as(service)
                    .isEqualTo("true [ALL] [no-new-privileges:true] 10001:10001");
            assertThat(stack.inside(container, "grep -E '^(Uid|CapEff|NoNewPrivs)' /proc/1/status"))
                    .contains("10001", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
            assertThat(stack.inside(container, "cat /proc/1/comm")).isEqualTo("java");
            assertThat(
                            stack.inside(
                                    container,
                                    "touch /opt/floracare/x 2>/dev/null || echo refused;"
                                            + " command -v mvn javac git gcc || true"))
                    .isEqualTo("refused");
            assertThat(stack.inside(container, "/opt/floracare/bin/health"))
                    .contains("\"status\":\"ok\"");
        }
        assertThat(stack.docker("ps", "--format", "{{.Ports}}"))
                .contains("127.0.0.1:")
                .doesNotContain("0.0.0.0:", ":::");
    }

    /** Compressed by zstd, for which the image's native library is needed. */
    private void publish(int photos, int junk) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                stack.bootstrapServers(),
                                "compression.type",
                                "zstd"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < photos + junk; i++) {
                byte[] value =
                        i < photos
                                ? leaves.get(i % leaves.size())
                                : ("no photo " + i).getBytes(UTF_8);
                var _ = producer.send(new ProducerRecord<>("leaf-images", value));
            }
        }
        sent += photos + junk;
    }

    private void everyImageHasOneResult() throws Exception {
        try (KafkaProbe kafka = new KafkaProbe(stack.bootstrapServers())) {
            ObjectMapper mapper = new ObjectMapper();
            List<String> ids = new ArrayList<>();
            for (var result : kafka.read("leaf-results", sent, PATIENCE)) {
                ids.add(mapper.readTree(result.value()).get("id").asText());
            }
            assertThat(ids).hasSize(sent).doesNotHaveDuplicates();
        }
    }

    @Test
    @Order(4)
    void two_classifiers_share_what_the_host_publishes() throws Exception {
        // Spread over some windows of drift.
        for (int round = 0; round < 4; round++) {
            publish(PHOTOS / 4, JUNK / 4);
            everyImageHasOneResult();
        }

        until(() -> prometheus.value("sum(floracare_images_total)") == sent);
        assertThat(prometheus.value("sum(floracare_images_total{code=\"not-an-image\"})"))
                .isEqualTo(JUNK);
        assertThat(prometheus.value("sum(floracare_dead_letters_total)")).isEqualTo(JUNK);
        assertThat(
                        prometheus.query(
                                "sum by (instance) (floracare_images_total{lane=\"bulk\"}) > 0"))
                .hasSize(2);
        assertThat(prometheus.value("sum(floracare_gateway_published_total)")).isEqualTo(1);
        until(() -> prometheus.value("sum(floracare_drift_photos_total)") == sent);
    }

    @Test
    @Order(5)
    void a_killed_classifier_loses_nothing() throws Exception {
        String victim = stack.containers("classifier").getFirst();
        publish(PHOTOS / 2, 0);
        stack.docker("kill", "-s", "KILL", victim);
        publish(PHOTOS / 2, 0);

        everyImageHasOneResult();
        until(() -> firing().contains("FloraCareInstanceDown"));
    }

    private Set<String> firing() throws IOException {
        Set<String> names = new HashSet<>();
        prometheus
                .query("ALERTS{alertstate=\"firing\"}")
                .forEach(alert -> names.add(alert.get("metric").get("alertname").asText()));
        return names;
    }

    @Test
    @Order(6)
    void every_expression_has_data() throws Exception {
        until(() -> !prometheus.query("floracare_drift_alert_firing > 0").isEmpty());
        until(() ->
                prometheus.value("max(increase(floracare_drift_webhook_posts_total[15m]))") > 3);
        Map<String, List<String>> all = Expressions.compared();
        all.putAll(Expressions.panels());
        Expressions.rules("slo.yml", "record").forEach((name, _) -> all.put(name, List.of(name)));
        List<String> empty = new ArrayList<>();
        for (var place : all.entrySet()) {
            for (String expression : place.getValue()) {
                if (prometheus.query(expression).isEmpty()) {
                    empty.add(place.getKey() + ": " + expression);
                }
            }
        }

        assertThat(empty).isEmpty();
        until(() ->
                firing().containsAll(
                                Set.of(
                                        "FloraCareInstanceDown",
                                        "FloraCareErrorShare",
                                        "FloraCareDeadLetters",
                                        "FloraCareDrift",
                                        "FloraCareDriftWebhook",
                                        "FloraCareCertificate")));
    }

    @Test
    @Order(7)
    void down_and_up_again_keeps_data_and_answers() throws Exception {
        String key = stack.inside(stack.containers("gateway").getFirst(), "cat keys/first");
        stack.compose("down", "-t", "40");
        stack.compose("up", "-d");

        everyImageHasOneResult();
        String gateway = stack.containers("gateway").getFirst();
        assertThat(stack.inside(gateway, "cat keys/first")).isEqualTo(key);
        String[] curl = {
            "curl -sf --retry 20 --retry-all-errors --retry-delay 1 -H 'X-API-Key: " + key + "' ",
            stack.gateway() + "/results/" + answered
        };
        assertThat(stack.asWritten(String.join("", Arrays.asList(curl)))).contains(answered);
    }
}
