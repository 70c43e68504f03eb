package io.floracare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.gateway.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
 * The image as the Dockerfile makes it, docker-compose.yml with two classifiers, a real Prometheus
 * and a real Alertmanager. One stack for all, since it takes a minute: the order matters.
 */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ContainersIT {
    private static final int PHOTOS = 400;
    private static final int JUNK = 200;
    private static final Set<String> SERVICES = Set.of("classifier", "drift", "gateway");

    @TempDir static Path temp;
    private ComposeStack stack;
    private StackLoad load;
    private Alarms alarms;
    private PrometheusServer prometheus;
    private String answered = "";
    private String killed = "";

    @BeforeAll
    void start() throws Exception {
        Path tls = Files.createDirectory(temp.resolve("tls"));
        TestCertificate.create("localhost", "EC", Duration.ofDays(1))
                .write(tls.resolve("certificate.pem"), tls.resolve("key.pem"));
        alarms = new Alarms(Files.createDirectory(temp.resolve("alertmanager")));
        stack = new ComposeStack(tls, alarms.port());
        stack.compose("build", "topics");
        stack.compose("up", "-d", "--scale", "classifier=2");
        load = new StackLoad(stack.bootstrapServers());
        String key = stack.inside(stack.containers("gateway").getFirst(), "cat keys/metrics");
        prometheus =
                new PrometheusServer(
                        Files.createDirectory(temp.resolve("prometheus")),
                        stack.targets(),
                        key,
                        alarms.address());
        StackLoad.until(prometheus::ready);
    }

    @AfterAll
    void stop() throws IOException {
        if (prometheus != null) {
            prometheus.close();
        }
        if (alarms != null) {
            alarms.close();
        }
        if (stack != null) {
            stack.close();
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
        Path leaf = Files.write(temp.resolve("leaf.jpg"), load.leaf(0));

        JsonNode answer =
                new ObjectMapper()
                        .readTree(
                                stack.asWritten(
                                        lines.replace("photos/tomato.jpg", leaf.toString())
                                                .replace("curl ", "curl -s ")));

        assertThat(answer.get("status").asText()).isIn("ok", "uncertain");
        assertThat(answer.get("model").get("name").asText()).isEqualTo("leaf-disease");
        answered = answer.get("id").asText();
        load.alsoSent(1);
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

    @Test
    @Order(4)
    void two_classifiers_share_what_the_host_publishes() throws Exception {
        // Spread over some windows of drift.
        for (int round = 0; round < 4; round++) {
            load.publish(PHOTOS / 4, JUNK / 4);
            load.everyImageHasOneResult();
        }

        StackLoad.until(() -> prometheus.value("sum(floracare_images_total)") == load.sent());
        assertThat(prometheus.value("sum(floracare_images_total{code=\"not-an-image\"})"))
                .isEqualTo(JUNK);
        assertThat(prometheus.value("sum(floracare_dead_letters_total)")).isEqualTo(JUNK);
        assertThat(
                        prometheus.query(
                                "sum by (instance) (floracare_images_total{lane=\"bulk\"}) > 0"))
                .hasSize(2);
        assertThat(prometheus.value("sum(floracare_gateway_published_total)")).isEqualTo(1);
        StackLoad.until(() -> prometheus.value("sum(floracare_drift_photos_total)") == load.sent());
    }

    /** The classifier that keeps its marks of images in the folder of that number. */
    private String holder(int folder) {
        for (String container : stack.containers("classifier")) {
            if (stack.inside(container, "readlink /proc/1/fd/*")
                    .contains("/markers/" + folder + "/lock")) {
                return container;
            }
        }
        throw new AssertionError("no classifier has the marks of number " + folder);
    }

    @Test
    @Order(5)
    void a_killed_classifier_loses_nothing() throws Exception {
        killed = holder(1);
        load.publish(PHOTOS / 2, 0);
        stack.docker("kill", "-s", "KILL", killed);
        load.publish(PHOTOS / 2, 0);

        load.everyImageHasOneResult();
        StackLoad.until(() -> alarms.delivered().contains("FloraCareInstanceDown"));
    }

    @Test
    @Order(6)
    void every_expression_has_data() throws Exception {
        StackLoad.until(() ->
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
    }

    @Test
    @Order(7)
    void what_ails_single_processes_and_senders_reaches_people() throws Exception {
        Incidents incidents = new Incidents(stack, prometheus, load);
        // Alone it meets the images again that it had in hand, and finds its own marks of them.
        load.publish(PHOTOS, 0);
        incidents.restart(holder(0));
        incidents.tightenMemory("gateway-tls");
        incidents.restartThrice("classifier-astray");
        StackLoad.until(() -> alarms.delivered().contains("FloraCareProcessDied"));
        incidents.start(killed);
        // A counter that is not 0 when it is first seen has not risen.
        StackLoad.until(() -> prometheus.query("floracare_lag_records{lane=\"bulk\"}").size() == 2);
        load.publish("deadline", "1");
        load.publish("kafka_replyTopic", "nobody-s");

        StackLoad.until(() ->
                alarms.delivered()
                        .containsAll(
                                Set.of(
                                        "FloraCarePaused",
                                        "FloraCareErrorShare",
                                        "FloraCareDeadLetters",
                                        "FloraCareResultBudget",
                                        "FloraCareModelUnavailable",
                                        "FloraCareModelRefused",
                                        "FloraCareRestarts",
                                        "FloraCareRepliesLost",
                                        "FloraCareMemory",
                                        "FloraCareDrift",
                                        "FloraCareDriftWebhook",
                                        "FloraCareCertificate")));
        alarms.acceptDrift();
    }

    @Test
    @Order(8)
    void without_a_classifier_that_is_what_people_hear() throws Exception {
        String key = stack.inside(stack.containers("gateway").getFirst(), "cat keys/first");
        Incidents incidents = new Incidents(stack, prometheus, load);
        stack.compose("stop", "-t", "0", "classifier-astray", "classifier-cut-off");
        try (var _ = incidents.pause("classifier")) {
            StackLoad.until(() -> alarms.delivered().contains("FloraCareNoClassifier"));
            // On a slow machine photos were too late before, and people heard so rightly.
            int before = alarms.messages().size();
            StackLoad.until(() -> {
                incidents.predictInVain(key);
                return alarms.inhibited()
                        .containsAll(
                                Set.of("FloraCareLatencyBudgetFast", "FloraCareLatencyBudgetSlow"));
            });
            assertThat(alarms.deliveredAfter(before))
                    .doesNotContain("FloraCareLatencyBudgetFast", "FloraCareLatencyBudgetSlow");
        }

        StackLoad.until(() ->
                alarms.messages().stream()
                        .filter(message -> message.status().equals("resolved"))
                        .anyMatch(message -> message.name().equals("FloraCareNoClassifier")));
        StackLoad.until(() -> alarms.delivered().contains("FloraCareLatencyBudgetFast"));
        // The slow one is still held back, by the fast one.
        StackLoad.until(() -> alarms.inhibited().equals(Set.of("FloraCareLatencyBudgetSlow")));
    }

    @Test
    @Order(9)
    void silence_of_broker_and_drift_is_heard() throws Exception {
        Incidents incidents = new Incidents(stack, prometheus, load);
        try (var _ = incidents.pause("drift")) {
            StackLoad.until(() -> alarms.delivered().contains("FloraCareServiceGone"));
            StackLoad.until(() ->
                    prometheus.query("increase(floracare_drift_photos_total[10s])").isEmpty());
            load.publish(PHOTOS * 3, 0);
            StackLoad.until(() -> alarms.delivered().contains("FloraCareLagGrowing"));
            StackLoad.until(() -> alarms.delivered().contains("FloraCareDriftStopped"));
            try (var _ = incidents.pause("kafka")) {
                StackLoad.until(() ->
                        alarms.delivered()
                                .containsAll(
                                        Set.of("FloraCareBrokerSilent", "FloraCareNoResults")));
            }
        }

        load.everyImageHasOneResult();
    }

    @Test
    @Order(10)
    void every_alert_reached_its_receiver_with_severity_and_runbook() throws Exception {
        Set<String> reached = new HashSet<>(alarms.delivered());
        reached.addAll(alarms.inhibited());

        assertThat(reached).containsAll(Expressions.rules("alerts.yml", "alert").keySet());
        // The aggregator's own, which say what has changed.
        StackLoad.until(
                () -> alarms.messages().stream().anyMatch(m -> !m.annotation("changed").isEmpty()));
        assertThat(alarms.messages())
                .allSatisfy(message -> {
                    String severity = message.label("severity");
                    assertThat(severity).isIn("critical", "warning", "info");
                    assertThat(message.annotation("summary")).isNotEmpty();
                    assertThat(message.receiver())
                            .isEqualTo(
                                    !message.label("detector").isEmpty()
                                            ? "model-engineers"
                                            : severity.equals("info") ? "nobody" : "operators");
                    if (message.annotation("changed").isEmpty()) {
                        assertThat(message.annotation("runbook_url"))
                                .isEqualTo(
                                        PrometheusServer.DOCS
                                                + "/runbooks/alerts.md#"
                                                + message.name().toLowerCase(Locale.ROOT));
                    }
                });
    }

    @Test
    @Order(11)
    void down_and_up_again_keeps_data_and_answers() throws Exception {
        String key = stack.inside(stack.containers("gateway").getFirst(), "cat keys/first");
        stack.compose("down", "-t", "40");
        stack.compose("up", "-d");

        load.everyImageHasOneResult();
        String gateway = stack.containers("gateway").getFirst();
        assertThat(stack.inside(gateway, "cat keys/first")).isEqualTo(key);
        String[] curl = {
            "curl -sf --retry 20 --retry-all-errors --retry-delay 1 -H 'X-API-Key: " + key + "' ",
            stack.gateway() + "/results/" + answered
        };
        assertThat(stack.asWritten(String.join("", Arrays.asList(curl)))).contains(answered);
    }
}
