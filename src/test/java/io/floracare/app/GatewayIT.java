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
    void latest_drift_report_is_a_page_without_scripts_made_of_the_topics() {
        Answer page = http.get("/drift");

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.header("content-security-policy")).contains("default-src 'none'");
        assertThat(page.text()).contains("Nothing was reported in this time.");
    }

    @Test
    void repeated_bytes_are_answered_from_memory_under_the_first_id() {
        Answer first = http.upload("/predict", leaf(10));
        Answer second = http.upload("/predict", leaf(10));

        assertThat(second.json().get("cached").asBoolean()).isTrue();
        assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(second.json().get("probs")).isEqualTo(first.json().get("probs"));
        assertThat(http.get("/metrics").text())
                .contains("floracare_gateway_cache_total{outcome=\"hit\",}");
    }

    @Test
    void retry_with_same_key_gets_the_first_answer_and_makes_no_second_record() {
        Answer first = http.upload("/predict", leaf(11), "Idempotency-Key", "a-1");
        Answer retry = http.upload("/predict", leaf(11), "Idempotency-Key", "a-1");
        Answer other = http.upload("/predict", leaf(12), "Idempotency-Key", "a-1");

        assertThat(retry.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").asText()).endsWith("/idempotency-key-reused");
    }

    @Test
    void retried_batch_gets_the_first_ids() {
        List<byte[]> leaves = List.of(leaf(13), leaf(14));

        Answer first = http.send(http.form("/images", leaves, "Idempotency-Key", "b"));
        Answer retry = http.send(http.form("/images", leaves, "Idempotency-Key", "b"));

        assertThat(retry.json()).isEqualTo(first.json());
    }

    @Test
    void trace_goes_in_out_and_through_the_records() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        Answer answer =
                http.upload(
                        "/predict",
                        leaf(15),
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01");

        assertThat(answer.header("traceparent")).startsWith("00-" + trace + "-").endsWith("-01");
        String id = answer.json().get("id").asText();
        KafkaProbe.until(() -> http.get("/results/" + id).status() == 200);
        assertThat(
                        pipeline.probe.readAll(PipelineHarness.TOPICS.results().name()).stream()
                                .filter(record -> id.equals(new String(record.key(), UTF_8)))
                                .map(record ->
                                        new String(
                                                record.headers().lastHeader("traceparent").value(),
                                                UTF_8)))
                .containsExactly(answer.header("traceparent"));
    }

    @Test
    void results_are_listed_newest_first_by_status_and_page() throws Exception {
        Answer wrong = http.upload("/predict", "also no image".getBytes(UTF_8));
        String id = wrong.json().get("id").asText();
        KafkaProbe.until(() -> http.get("/results/" + id).status() == 200);

        JsonNode page = http.get("/results?status=error&limit=1").json();
        JsonNode next = http.get("/results?limit=500&before=" + id).json();

        assertThat(page.get("results")).hasSize(1);
        assertThat(page.get("results").get(0).get("error").get("code").asText())
                .isEqualTo("not-an-image");
        assertThat(next.get("results").findValuesAsText("id")).doesNotContain(id);
        assertThat(http.get("/results?limit=0").status()).isEqualTo(400);
        assertThat(http.get("/results?status=fine").status()).isEqualTo(400);
    }

    @Test
    void stream_resumes_on_another_instance_where_it_ended() throws Exception {
        String last;
        String seen;
        try (EventStream stream = new EventStream(http, null)) {
            seen = http.upload("/predict", leaf(16)).json().get("id").asText();
            last = stream.until(seen).getLast().id();
        }
        String missed = http.upload("/predict", leaf(17)).json().get("id").asText();
        try (GatewayHarness other = new GatewayHarness(pipeline.broker.bootstrapServers(), null)) {
            KafkaProbe.until(() -> other.get("/results/" + missed).status() == 200);
            try (EventStream stream = new EventStream(other, last)) {
                assertThat(stream.until(missed))
                        .extracting(event -> event.data().get("id").asText())
                        .doesNotContain(seen)
                        .doesNotHaveDuplicates();
            }
        }
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
