package io.floracare.app;

import static io.floracare.app.GatewayHarness.leaf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.app.GatewayHarness.Answer;
import io.floracare.gateway.auth.key.IssuedKey;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.testing.KafkaProbe;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway that requires keys, with a real broker and the production classifier behind it. */
final class GatewaySecurityIT {
    @TempDir private static Path folder;
    private static PipelineHarness pipeline;
    private static GatewayHarness http;
    private static KeyStore keys;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new PipelineHarness(folder);
        pipeline.classifier("");
        Path file = folder.resolve("keys").resolve("keys.json");
        keys = new KeyStore(new KeyFile(file), Clock.systemUTC(), new SecureRandom());
        keys.create(new NewKey("first", Set.of("admin"), null, null));
        http =
                new GatewayHarness(
                        pipeline.broker.bootstrapServers(),
                        null,
                        "auth.keys.file=" + file,
                        "audit.log=" + folder.resolve("audit.jsonl"),
                        "limit.failures=1000/m");
    }

    @AfterAll
    static void stop() {
        http.close();
        pipeline.close();
    }

    @Test
    void an_image_without_a_key_is_refused_with_a_problem_before_it_is_read() {
        Answer answer = http.upload("/predict", leaf(1));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"floracare\"");
        assertThat(answer.json().path("type").asText()).endsWith("/unauthenticated");
        assertThat(answer.json().path("traceId").asText()).hasSize(32);
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
    }

    @Test
    void an_image_with_a_key_is_answered_and_its_result_is_its_owners() throws Exception {
        String ana = key("predict");
        Answer answer = http.upload("/predict", leaf(2), "X-API-Key", ana);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String path = "/results/" + answer.json().path("id").asText();

        KafkaProbe.until(() -> get(path, "X-API-Key", ana).status() == 200);

        assertThat(get(path, "X-API-Key", key("predict")).status()).isEqualTo(404);
        assertThat(get(path, "X-API-Key", key("read")).status()).isEqualTo(200);
        assertThat(get(path, "X-API-Key", key("admin")).status()).isEqualTo(200);
        assertThat(http.get(path).status()).isEqualTo(401);
    }

    @Test
    void a_key_is_refused_from_the_request_after_its_revocation_on() throws IOException {
        IssuedKey key = issue(new NewKey("short", Set.of("admin"), null, null));
        assertThat(get("/metrics", "X-API-Key", key.secret().text()).status()).isEqualTo(200);

        keys.revoke(key.key().id());

        assertThat(get("/metrics", "X-API-Key", key.secret().text()).status()).isEqualTo(401);
    }

    @Test
    void a_stream_of_results_ends_with_its_key() throws Exception {
        IssuedKey key = issue(new NewKey("watcher", Set.of("read"), null, null));
        HttpResponse<InputStream> stream =
                http.client.send(
                        http.request("/results/stream")
                                .header("X-API-Key", key.secret().text())
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);

        keys.revoke(key.key().id());
        http.upload("/predict", leaf(9), "X-API-Key", key("predict"));

        assertThat(new String(stream.body().readAllBytes(), UTF_8)).startsWith("retry:");
    }

    @Test
    void a_grower_gets_in_by_an_invitation_and_sends_images_from_a_page_of_ours() {
        IssuedKey invitation =
                issue(
                        new NewKey(
                                "Ana",
                                Set.of("predict"),
                                Instant.now().plus(Duration.ofDays(180)),
                                Instant.now().plus(Duration.ofDays(1))));
        assertThat(http.get("/invite").text()).contains("<form method=\"post\"");
        Answer taken =
                http.raw(
                        "/invite",
                        "application/x-www-form-urlencoded",
                        ("code=" + invitation.secret().text()).getBytes(UTF_8),
                        "Origin",
                        origin());
        assertThat(taken.status()).as(taken.text()).isEqualTo(303);
        String cookie = Objects.requireNonNull(taken.header("set-cookie")).replaceAll(";.*", "");

        assertThat(http.upload("/predict", leaf(3), "Cookie", cookie).status()).isEqualTo(403);
        assertThat(http.upload("/predict", leaf(3), "Cookie", cookie, "Origin", origin()).status())
                .isEqualTo(200);
        assertThat(get("/session", "Cookie", cookie).json().path("name").asText()).isEqualTo("Ana");
    }

    @Test
    void what_needs_no_key_says_so_and_what_needs_one_asks_for_it() {
        http.gateway.routes().stream()
                .filter(route -> !route.path().contains("{"))
                .forEach(route -> {
                    int status =
                            http.send(
                                            http.request(route.path())
                                                    .method(
                                                            route.method(),
                                                            HttpRequest.BodyPublishers.noBody())
                                                    .build())
                                    .status();
                    assertThat(status == 401)
                            .as(route.name() + " " + status)
                            .isEqualTo(!route.scopes().isEmpty());
                });
    }

    @Test
    void requests_are_audited_with_their_trace_and_without_secrets() throws IOException {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String key = key("admin");
        get(
                "/metrics?token=hush",
                "X-API-Key",
                key,
                "traceparent",
                "00-" + trace + "-b7ad6b7169203331-01");

        List<String> lines = Files.readAllLines(folder.resolve("audit.jsonl"));
        assertThat(lines)
                .filteredOn(line -> line.contains(trace))
                .singleElement()
                .asString()
                .contains(
                        "\"caller\":\"key:" + key.substring(3, 11) + "\"",
                        "\"path\":\"/metrics\"",
                        "\"status\":200",
                        "\"address\":\"127.0.0.1\"");
        assertThat(String.join("\n", lines)).doesNotContain("hush", "fc_", "fci_", "fcs_");
    }

    @Test
    void it_does_not_start_for_others_without_a_way_to_authenticate() {
        assertThatThrownBy(() ->
                        GatewayHarness.start(
                                pipeline.broker.bootstrapServers(),
                                null,
                                "gateway.host=0.0.0.0",
                                "data.dir=" + folder.resolve("empty")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody could authenticate");
    }

    private static Answer get(String path, String... headers) {
        return http.send(http.request(path).headers(headers).build());
    }

    private static String origin() {
        return "http://127.0.0.1:" + http.gateway.port();
    }

    private static String key(String scope) {
        return issue(new NewKey("test", Set.of(scope), null, null)).secret().text();
    }

    private static IssuedKey issue(NewKey key) {
        try {
            return keys.create(key);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
