package io.floracare.app;

import static io.floracare.app.GatewayHarness.leaf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.app.GatewayHarness.Answer;
import io.floracare.testing.KafkaProbe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests through a real gateway, a real broker and the production classifier. */
final class GatewayIT {
    @TempDir private static Path folder;
    private static PipelineHarness pipeline;
    private static GatewayHarness http;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new PipelineHarness(folder);
        pipeline.classifier("");
        http = new GatewayHarness(pipeline.broker.bootstrapServers(), null);
    }

    @AfterAll
    static void stop() {
        http.close();
        pipeline.close();
    }

    @Test
    void answers_form_as_the_demo_did_and_more() {
        Answer answer = http.upload("/predict", leaf(1));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.get("status").asText()).isIn("ok", "uncertain");
        assertThat(json.get("prediction").isInt()).isTrue();
        assertThat(json.get("probs").get(0).size()).isGreaterThan(1);
        assertThat(json.get("top").get(0).get("index").asInt())
                .isEqualTo(json.get("prediction").asInt());
        assertThat(json.get("cached").asBoolean()).isFalse();
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void answers_raw_bytes_and_keeps_result_under_its_id() throws Exception {
        Answer answer = http.raw("/predict?name=a.jpg&crop=apple", "image/jpeg", leaf(2));
        String id = answer.json().get("id").asText();

        KafkaProbe.until(() -> http.get("/results/" + id).status() == 200);
        JsonNode result = http.get("/results/" + id).json();

        assertThat(result.get("id").asText()).isEqualTo(id);
        assertThat(result.get("subject").asText()).isEqualTo("a.jpg");
        assertThat(result.has("owner")).isFalse();
        assertThat(result.get("probs")).isEqualTo(answer.json().get("probs").get(0));
    }

    @Test
    void undecodable_image_is_422_with_pipelines_code_and_sentence() {
        Answer answer = http.upload("/predict", "no image".getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("type").asText()).endsWith("/not-an-image");
        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.get("traceId").asText()).hasSize(32);
        assertThat(problem.get("detail").asText()).isNotEmpty();
    }

    @Test
    void health_answers() {
        assertThat(http.get("/health").text()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(http.get("/health/ready").status()).isEqualTo(200);
        assertThat(http.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void images_are_taken_and_answered_later() throws Exception {
        Answer answer = http.send(http.form("/images", List.of(leaf(3), leaf(4), leaf(5))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().get("images")).hasSize(3);
        for (JsonNode image : answer.json().get("images")) {
            String location = image.get("location").asText();
            KafkaProbe.until(() -> http.get(location).status() == 200);
        }
    }
}
