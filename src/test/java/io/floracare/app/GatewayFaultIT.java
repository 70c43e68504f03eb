package io.floracare.app;

import static io.floracare.app.GatewayHarness.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.app.GatewayHarness.Answer;
import io.floracare.client.Sha256;
import io.floracare.message.Result;
import io.floracare.testing.ChildJvm;
import io.floracare.testing.KafkaProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts die under load: whoever was accepted gets an answer or a clear error, and only his own. */
final class GatewayFaultIT {
    private static final int LEAVES = 12;

    @TempDir private Path folder;
    private PipelineHarness pipeline;

    /** What one leaf's bytes are, as every result states it. */
    private final List<byte[]> leaves = new ArrayList<>();

    private final Queues seen = new Queues();

    /** What callers were told. */
    private static final class Queues {
        final ConcurrentLinkedQueue<JsonNode> answers = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Integer> errors = new ConcurrentLinkedQueue<>();
        final AtomicInteger broken = new AtomicInteger();
    }

    @BeforeEach
    void start() {
        for (int i = 0; i < LEAVES; i++) {
            leaves.add(leaf(i));
        }
        pipeline = new PipelineHarness(folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void broker_restart_under_load_gives_each_caller_his_own_answer_or_an_error() throws Exception {
        pipeline.classifier("");
        try (GatewayHarness http =
                new GatewayHarness(
                        pipeline.broker.bootstrapServers(),
                        null,
                        "gateway.cache.size=0",
                        "gateway.timeout=20s")) {
            try (Load _ = new Load(4, List.of(http.uri("/predict")))) {
                KafkaProbe.until(() -> seen.answers.size() >= 20);
                pipeline.broker.kill();
                pipeline.broker.restart();
                int before = seen.answers.size();
                KafkaProbe.until(() -> seen.answers.size() >= before + 40);
            }

            assertThat(seen.wrong).isEmpty();
            assertThat(seen.errors).isSubsetOf(503, 504);
            assertThat(seen.broken).hasValue(0);
            assertThat(http.get("/health/ready").status()).isEqualTo(200);
            everyAnswerIsTheCommittedOne();
        }
    }

    @Test
    void kill_of_one_of_two_gateways_leaves_the_other_and_every_accepted_image() throws Exception {
        pipeline.classifier("");
        ChildJvm victim =
                ChildJvm.start(
                        TestGatewayMain.class,
                        "kafka.bootstrap.servers=" + pipeline.broker.bootstrapServers(),
                        "gateway.port=0",
                        "gateway.cache.size=0");
        try (victim;
                GatewayHarness other =
                        new GatewayHarness(
                                pipeline.broker.bootstrapServers(), null, "gateway.cache.size=0")) {
            String ready = victim.awaitLine("ready ", Duration.ofSeconds(60));
            URI first = URI.create(ready.substring(ready.indexOf(' ') + 1) + "/predict");
            try (Load _ = new Load(4, List.of(first, other.uri("/predict")))) {
                KafkaProbe.until(() -> seen.answers.size() >= 20);
                victim.kill();
                int before = seen.answers.size();
                KafkaProbe.until(() -> seen.answers.size() >= before + 40);
            }

            assertThat(seen.wrong).isEmpty();
            assertThat(seen.errors).isEmpty();
            assertThat(seen.broken.get()).as("connections to the victim").isPositive();
            everyAnswerIsTheCommittedOne();
            String id = seen.answers.peek().get("id").asText();
            KafkaProbe.until(() -> other.get("/results/" + id).status() == 200);
        }
    }

    @Test
    void stop_finishes_what_is_in_flight_and_refuses_the_rest() throws Exception {
        pipeline.classifier("");
        GatewayHarness http =
                new GatewayHarness(
                        pipeline.broker.bootstrapServers(), null, "gateway.cache.size=0");
        CountDownLatch sent = new CountDownLatch(1);
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                byte[] leaf = leaves.get(i);
                answers.add(
                        executor.submit(() -> {
                            sent.countDown();
                            return http.upload("/predict", leaf);
                        }));
            }
            KafkaProbe.until(() ->
                    http.get("/metrics")
                            .text()
                            .contains("floracare_gateway_published_total{lane=\"express\",} 8.0"));
            http.gateway.close();
        }
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
        http.client.close();
    }

    /** Replies are provisional; after the storm the committed results must say the same. */
    private void everyAnswerIsTheCommittedOne() {
        Set<String> ids = new HashSet<>();
        seen.answers.forEach(answer -> ids.add(answer.get("id").asText()));
        assertThat(ids).hasSameSizeAs(seen.answers);
        List<Result> results = pipeline.allResults();
        Map<String, Result> byId = new HashMap<>();
        for (Result result : results) {
            assertThat(byId.put(result.id(), result)).as("a second result").isNull();
        }
        for (JsonNode answer : seen.answers) {
            Result committed = byId.get(answer.get("id").asText());
            if (committed != null) { // the last ones may not be committed yet
                assertThat(committed.prediction()).isEqualTo(answer.get("prediction").asInt());
                assertThat(committed.image().sha256())
                        .isEqualTo(answer.get("image").get("sha256").asText());
            }
        }
    }

    /** Clients that ask about leaves, one after the other, until closed. */
    private final class Load implements AutoCloseable {
        private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        private final HttpClient client = HttpClient.newHttpClient();
        private volatile boolean stop;

        Load(int clients, List<URI> gateways) {
            for (int i = 0; i < clients; i++) {
                int number = i;
                var _ = executor.submit(() -> ask(number, gateways.get(number % gateways.size())));
            }
        }

        private void ask(int number, URI gateway) {
            for (int i = number; !stop; i++) {
                byte[] leaf = leaves.get(i % LEAVES);
                HttpRequest request =
                        HttpRequest.newBuilder(gateway)
                                .header("Content-Type", "image/jpeg")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(leaf))
                                .build();
                try {
                    HttpResponse<byte[]> response =
                            client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                    note(leaf, new Answer(response.statusCode(), response));
                } catch (IOException e) {
                    seen.broken.incrementAndGet();
                    return;
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void note(byte[] leaf, Answer answer) {
            if (answer.status() != 200) {
                seen.errors.add(answer.status());
                return;
            }
            JsonNode json = answer.json();
            seen.answers.add(json);
            String sha256 = Sha256.of(leaf);
            if (!json.get("image").get("sha256").asText().equals(sha256)) {
                seen.wrong.add(json.toString());
            }
        }

        @Override
        public void close() {
            stop = true;
            executor.close();
            client.close();
        }
    }
}
