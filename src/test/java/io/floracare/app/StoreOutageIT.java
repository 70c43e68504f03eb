package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.classify.TestImages;
import io.floracare.config.Settings;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.inference.DefaultModel;
import io.floracare.message.Result;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.ModelPackage;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.testing.KafkaProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole classifier, DJL and S3 included, while parts of its world are missing. */
final class StoreOutageIT {
    private static final ModelPackage MODEL = DefaultModel.read();
    private static final EmbeddedS3.Keys KEYS =
            new EmbeddedS3.Keys("reader", "a-secret-of-the-test");
    private static final S3Options.Keys CLIENT_KEYS =
            new S3Options.Keys("reader", "a-secret-of-the-test");

    @TempDir private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> get(ClassifierProcess process, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.httpPort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void awaitBody(
            ClassifierProcess process, String path, Predicate<HttpResponse<String>> wanted)
            throws Exception {
        List<String> last = new ArrayList<>();
        try {
            KafkaProbe.until(() -> {
                HttpResponse<String> response = get(process, path);
                last.clear();
                last.add(response.statusCode() + " " + response.body());
                return wanted.test(response);
            });
        } catch (AssertionError e) {
            throw new AssertionError("still " + last, e);
        }
    }

    private Settings settings(PipelineHarness harness, int s3Port) {
        return TestSettings.of(
                "kafka.bootstrap.servers=" + harness.broker.bootstrapServers(),
                "s3.endpoint=http://127.0.0.1:" + s3Port,
                "model.s3.bucket=models",
                "model.s3.key=" + MODEL.id(),
                "data.dir=" + folder.resolve("classifier"),
                "stream.threads=1",
                "express.threads=1",
                "http.port=0");
    }

    private EmbeddedS3 store(int port) throws IOException {
        EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), port, KEYS);
        s3.createBucket("models");
        return s3;
    }

    private static void push(EmbeddedS3 s3, Path model) {
        try (S3Access access =
                S3Access.open(
                        S3Options.of(s3.endpoint(), true)
                                .withKeys(KEYS.accessKey(), KEYS.secretKey()))) {
            assertThat(
                            new ModelCatalogue(access.bucket("models"))
                                    .push(model, true, (path, bytes) -> {}))
                    .isInstanceOf(ModelCatalogue.Outcome.Done.class);
        }
    }

    @Test
    void waits_for_a_store_that_is_absent_then_serves_and_restarts_from_its_cache_without_it()
            throws Exception {
        int port;
        try (EmbeddedS3 s3 = store(0)) {
            port = s3.port();
            push(s3, MODEL.directory());
        }
        try (PipelineHarness harness = new PipelineHarness(folder);
                KafkaProducer<byte[], byte[]> producer = harness.producer()) {
            var _ =
                    producer.send(
                            PipelineHarness.image("leaf-images", "early", TestImages.leaf(1)));
            producer.flush();
            try (ClassifierProcess process =
                    ClassifierProcess.start(settings(harness, port), CLIENT_KEYS)) {
                awaitBody(
                        process,
                        "/health/ready",
                        r -> r.statusCode() == 503 && r.body().contains("Waiting for the model"));
                assertThat(get(process, "/health/live").statusCode()).isEqualTo(200);
                assertThat(harness.allResults()).isEmpty();
                try (EmbeddedS3 s3 = store(port)) {
                    assertThat(s3.port()).isEqualTo(port);
                    awaitBody(process, "/health/ready", r -> r.statusCode() == 200);
                }
                Result result = harness.results(1, Duration.ofSeconds(60)).getFirst();
                assertThat(result.id()).isEqualTo("early");
                assertThat(Objects.requireNonNull(result.model()).name()).isEqualTo("leaf-disease");
                assertThat(get(process, "/metrics").body())
                        .contains("floracare_images_total")
                        .contains("floracare_model_info{name=\"leaf-disease\"");
            }
            try (ClassifierProcess process =
                    ClassifierProcess.start(settings(harness, port), CLIENT_KEYS)) {
                awaitBody(process, "/health/ready", r -> r.statusCode() == 200);
                var _ =
                        producer.send(
                                PipelineHarness.image(
                                        "leaf-images", "from-cache", TestImages.leaf(2)));
                producer.flush();
                assertThat(harness.results(2, Duration.ofSeconds(60)))
                        .extracting(Result::id)
                        .contains("from-cache");
            }
        }
    }

    @Test
    void says_which_file_is_not_what_the_manifest_promises_and_consumes_nothing() throws Exception {
        try (EmbeddedS3 s3 = store(0);
                PipelineHarness harness = new PipelineHarness(folder)) {
            push(s3, MODEL.directory());
            corruptStoredModel();
            try (ClassifierProcess process =
                    ClassifierProcess.start(settings(harness, s3.port()), CLIENT_KEYS)) {
                awaitBody(
                        process,
                        "/health/ready",
                        r -> r.statusCode() == 503 && r.body().contains("model-int8.pt"));
                assertThat(process.service().classifier()).isNull();
            }
        }
    }

    /** Flips a byte in the store's own files, as a broken disk or a hand in the bucket would. */
    private void corruptStoredModel() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("s3"))) {
            Path stored =
                    files.filter(path -> path.endsWith("model-int8.pt")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(stored);
            bytes[bytes.length / 2] ^= 1;
            Files.write(stored, bytes);
        }
    }

    @Test
    void says_that_topics_are_missing_instead_of_hanging() throws Exception {
        try (EmbeddedS3 s3 = store(0);
                PipelineHarness harness = new PipelineHarness(folder)) {
            push(s3, MODEL.directory());
            Settings elsewhere =
                    TestSettings.of(
                            "kafka.bootstrap.servers=" + harness.broker.bootstrapServers(),
                            "topic.prefix=nobody.made.",
                            "s3.endpoint=" + s3.endpoint(),
                            "model.s3.bucket=models",
                            "model.s3.key=" + MODEL.id(),
                            "data.dir=" + folder.resolve("classifier"),
                            "http.port=0");
            try (ClassifierProcess process = ClassifierProcess.start(elsewhere, CLIENT_KEYS)) {
                awaitBody(
                        process,
                        "/health/ready",
                        r -> r.body().contains("nobody.made.leaf-images"));
            }
        }
    }
}
