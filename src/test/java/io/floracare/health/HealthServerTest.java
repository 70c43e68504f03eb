package io.floracare.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.health.Health.Kind;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthServerTest {
    private final Health health = new Health();
    private final CollectorRegistry registry = new CollectorRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private HealthServer server;

    @BeforeEach
    void start() throws IOException {
        server = HealthServer.start("127.0.0.1", 0, health, registry);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answers_that_the_process_lives() throws Exception {
        HttpResponse<String> response = get("/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/json; charset=utf-8");
    }

    @Test
    void ready_lists_all_checks_and_is_503_while_one_fails() throws Exception {
        health.add(Kind.READY, "streams", () -> CheckResult.healthy("RUNNING"));
        health.add(Kind.READY, "model", () -> CheckResult.failed("no model yet"));
        health.add(Kind.LIVE, "threads", CheckResult::healthy);

        HttpResponse<String> ready = get("/health/ready");
        HttpResponse<String> live = get("/health/live");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo(
                        "{\"status\":\"failed\",\"checks\":{"
                                + "\"model\":{\"ok\":false,\"message\":\"no model yet\"},"
                                + "\"streams\":{\"ok\":true,\"message\":\"RUNNING\"}}}");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body())
                .isEqualTo("{\"status\":\"ok\",\"checks\":{\"threads\":{\"ok\":true}}}");
    }

    @Test
    void metrics_are_prometheus_text() throws Exception {
        Gauge.build("leaves", "Leaves on the tree.").register(registry).set(3);

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("# TYPE leaves gauge", "leaves 3.0");
    }

    @Test
    void metrics_are_open_metrics_when_asked_for() throws Exception {
        HttpResponse<String> response =
                send(
                        request("/metrics")
                                .header("Accept", "application/openmetrics-text; version=1.0.0"));

        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text");
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @Test
    void head_has_no_body() throws Exception {
        HttpResponse<String> response =
                send(request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void other_methods_and_paths_are_refused() throws Exception {
        HttpResponse<String> post =
                send(request("/health").POST(HttpRequest.BodyPublishers.ofString("x")));

        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/healthy").statusCode()).isEqualTo(404);
        assertThat(get("/health/ready/x").statusCode()).isEqualTo(404);
    }

    @Test
    void port_in_use_is_said_by_name() {
        assertThatThrownBy(() -> HealthServer.start("127.0.0.1", server.port(), health, registry))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot serve health on 127.0.0.1:" + server.port());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
