package io.floracare.app;

import static io.floracare.app.GatewayHarness.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.app.GatewayHarness.Answer;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.testing.KafkaProbe;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers with keys see what is theirs. */
final class GatewayOwnersIT {
    @TempDir private static Path folder;
    private static PipelineHarness pipeline;
    private static GatewayHarness http;
    private static String one;
    private static String other;
    private static String reader;
    private static String metrics;

    @BeforeAll
    static void start() throws Exception {
        KeyStore keys =
                new KeyStore(
                        new KeyFile(folder.resolve("keys.json")),
                        Clock.systemUTC(),
                        new SecureRandom());
        one = key(keys, "one", "predict");
        other = key(keys, "other", "predict");
        reader = key(keys, "reader", "read");
        metrics = key(keys, "metrics", "metrics");
        pipeline = new PipelineHarness(folder);
        pipeline.classifier("");
        http =
                new GatewayHarness(
                        pipeline.broker.bootstrapServers(),
                        null,
                        "auth.keys.file=" + folder.resolve("keys.json"));
    }

    private static String key(KeyStore keys, String name, String scope) throws Exception {
        return keys.create(new NewKey(name, Set.of(scope), null, null)).secret().text();
    }

    @AfterAll
    static void stop() {
        http.close();
        pipeline.close();
    }

    @Test
    void result_is_seen_by_its_owner_and_by_readers_alone() throws Exception {
        Answer answer = http.upload("/predict", leaf(1), "X-API-Key", one);
        String id = answer.json().get("id").asText();

        KafkaProbe.until(() -> get("/results/" + id, one).status() == 200);

        assertThat(get("/results/" + id, reader).status()).isEqualTo(200);
        assertThat(get("/results/" + id, other).status()).isEqualTo(404);
        assertThat(ids(get("/results", one))).contains(id);
        assertThat(ids(get("/results", reader))).contains(id);
        assertThat(ids(get("/results", other))).doesNotContain(id);
        assertThat(http.get("/results/" + id).status()).isEqualTo(401);
    }

    @Test
    void nobody_is_answered_from_what_another_has_sent() {
        Answer first = http.upload("/predict", leaf(2), "X-API-Key", one);
        Answer second = http.upload("/predict", leaf(2), "X-API-Key", other);

        assertThat(second.json().get("cached").asBoolean()).isFalse();
        assertThat(second.json().get("id")).isNotEqualTo(first.json().get("id"));
    }

    @Test
    void the_same_idempotency_key_of_two_callers_names_two_images() {
        Answer first = http.upload("/predict", leaf(3), "X-API-Key", one, "Idempotency-Key", "k");
        Answer second =
                http.upload("/predict", leaf(4), "X-API-Key", other, "Idempotency-Key", "k");

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
    }

    @Test
    void key_without_the_scope_sends_no_image_and_sees_no_metrics() {
        assertThat(http.upload("/predict", leaf(5), "X-API-Key", reader).status()).isEqualTo(403);
        assertThat(get("/metrics", one).status()).isEqualTo(403);
        assertThat(http.upload("/predict", leaf(5)).status()).isEqualTo(401);
        assertThat(http.get("/health").status()).isEqualTo(200);
    }

    @Test
    void key_for_metrics_sees_nothing_else() {
        assertThat(get("/metrics", metrics).status()).isEqualTo(200);
        assertThat(get("/results", metrics).status()).isEqualTo(403);
        assertThat(get("/ops/status", metrics).status()).isEqualTo(403);
        assertThat(http.upload("/predict", leaf(6), "X-API-Key", metrics).status()).isEqualTo(403);
    }

    private static Answer get(String path, String key) {
        HttpRequest request = http.request(path).header("X-API-Key", key).build();
        return http.send(request);
    }

    private static Iterable<String> ids(Answer page) {
        JsonNode results = page.json().get("results");
        return results.findValuesAsText("id");
    }
}
