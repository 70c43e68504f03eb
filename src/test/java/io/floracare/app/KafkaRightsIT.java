package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.Main;
import io.floracare.classify.TestImages;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.inference.DefaultModel;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.testing.ChildJvm;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rights of docs/kafka-acls.sh on a real broker with SASL and an authorizer: enough for each
 * process as its own user, and too few as another's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaRightsIT {
    private static final EmbeddedS3.Keys KEYS =
            new EmbeddedS3.Keys("reader", "a-secret-of-the-test");
    private static final S3Options.Keys CLIENT_KEYS =
            new S3Options.Keys("reader", "a-secret-of-the-test");
    private static final String DENIED = "Kafka does not authorise this user to ";

    private final HttpClient http = HttpClient.newHttpClient();
    private Path folder;
    private Path photo;
    private EmbeddedS3 s3;
    private GuardedBroker broker;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        photo = Files.write(folder.resolve("leaf.png"), TestImages.leaf(1));
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEYS);
        s3.createBucket("models");
        S3Options options = S3Options.of(s3.endpoint(), true);
        try (S3Access access =
                S3Access.open(options.withKeys(KEYS.accessKey(), KEYS.secretKey()))) {
            assertThat(
                            new ModelCatalogue(access.bucket("models"))
                                    .push(DefaultModel.read().directory(), true, (_, _) -> {}))
                    .isInstanceOf(ModelCatalogue.Outcome.Done.class);
        }
        broker = new GuardedBroker(folder);
    }

    @AfterAll
    void stop() {
        broker.close();
        s3.close();
        http.close();
    }

    private String[] settings(String user, String... more) {
        return broker.settings(
                user,
                Stream.concat(
                                Stream.of(
                                        "s3.endpoint=" + s3.endpoint(),
                                        "model.s3.bucket=models",
                                        "model.s3.key=" + DefaultModel.read().id(),
                                        "data.dir=" + folder.resolve("data"),
                                        "stream.threads=1",
                                        "express.threads=1",
                                        "http.port=0",
                                        "gateway.port=0",
                                        "audit.log=off"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private ClassifierProcess classifier(String user) throws Exception {
        return ClassifierProcess.start(TestSettings.of(settings(user)), CLIENT_KEYS);
    }

    private DriftProcess drift(String user) throws IOException {
        return DriftProcess.start(TestSettings.of(settings(user)), CLIENT_KEYS);
    }

    private GatewayProcess gateway(String user) throws IOException {
        return GatewayProcess.start(
                TestSettings.of(settings(user)), CLIENT_KEYS, "test", System.out);
    }

    private ChildJvm command(String user, String... words) {
        List<String> args = new ArrayList<>();
        for (String setting : settings(user)) {
            args.addAll(List.of("--set", setting));
        }
        args.addAll(List.of(words));
        return ChildJvm.start(Main.class, args.toArray(String[]::new));
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private HttpResponse<String> predict(GatewayProcess gateway) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + gateway.gateway().port()
                                                + "/predict"))
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofFile(photo))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void each_process_does_its_work_with_the_rights_of_the_script() throws Exception {
        try (ClassifierProcess classifier = classifier("classifier");
                DriftProcess drift = drift("drift");
                GatewayProcess gateway = gateway("gateway");
                ChildJvm publish = command("sender", "publish", photo.toString())) {
            KafkaProbe.until(() -> get(classifier.httpPort(), "/health/ready").startsWith("200"));
            KafkaProbe.until(() -> get(drift.httpPort(), "/health/ready").startsWith("200"));
            KafkaProbe.until(
                    () -> get(gateway.gateway().port(), "/health/ready").startsWith("200"));
            assertThat(publish.awaitExit(Duration.ofMinutes(1))).isZero();
            assertThat(predict(gateway).statusCode()).isEqualTo(200);
            KafkaProbe.until(() ->
                    get(drift.httpPort(), "/metrics").contains("floracare_drift_photos_total 2.0"));
            try (ChildJvm results = command("reader", "results")) {
                assertThat(results.awaitExit(Duration.ofMinutes(1))).isZero();
                assertThat(results.output()).filteredOn(line -> line.startsWith("{")).hasSize(2);
            }
        }
        assertThat(broker.denials()).isEmpty();
    }

    @Test
    void another_process_s_rights_are_refused_with_a_sentence() throws Exception {
        try (ClassifierProcess classifier = classifier("gateway");
                DriftProcess drift = drift("classifier");
                GatewayProcess gateway = gateway("reader");
                ChildJvm publish = command("reader", "publish", "--again", photo.toString());
                ChildJvm results = command("sender", "results")) {
            KafkaProbe.until(() -> get(classifier.httpPort(), "/health/ready").contains(DENIED));
            KafkaProbe.until(() -> get(drift.httpPort(), "/health/ready").contains(DENIED));
            KafkaProbe.until(() -> get(gateway.gateway().port(), "/health/ready").contains(DENIED));
            publish.awaitLine(DENIED, Duration.ofMinutes(1));
            assertThat(publish.awaitExit(Duration.ofMinutes(1))).isNotZero();
            results.awaitLine(DENIED, Duration.ofMinutes(1));
            assertThat(results.awaitExit(Duration.ofMinutes(1))).isNotZero();
        }
    }
}
