package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.Main;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.inference.DamagedModel;
import io.floracare.inference.DefaultModel;
import io.floracare.message.Json;
import io.floracare.model.ModelPackage;
import io.floracare.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model} as people run it: a process of its own, a store and the real engines. */
final class ModelCommandIT {
    private static final String STORE = "s3://engineered/models/";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final EmbeddedS3.Keys KEYS =
            new EmbeddedS3.Keys("engineer", "a-secret-of-the-test");

    @TempDir private Path folder;

    @Test
    void a_package_that_fails_its_self_test_goes_into_no_store_unless_that_is_skipped()
            throws Exception {
        Path damaged = folder.resolve("package");
        DamagedModel.expectingOtherLogitsOf("torchscript-fp32", damaged);
        String[] push = {"push", damaged.toString(), "--create-bucket"};
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEYS)) {
            assertThat(model(s3, 1, push))
                    .anySatisfy(line ->
                            assertThat(line)
                                    .contains("is not a usable model package")
                                    .contains("torchscript-fp32: its self-test failed"));

            assertThat(
                            model(
                                    s3,
                                    0,
                                    Stream.concat(Stream.of(push), Stream.of("--skip-self-test"))
                                            .toArray(String[]::new)))
                    .anySatisfy(line -> assertThat(line).contains("made the bucket"))
                    .anySatisfy(line -> assertThat(line).contains(" pushed to " + STORE))
                    .noneSatisfy(line -> assertThat(line).contains("self-test"));
        }
    }

    @Test
    void the_shipped_package_is_pushed_and_found_sound_where_it_is() throws Exception {
        ModelPackage shipped = DefaultModel.read();
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEYS)) {
            assertThat(model(s3, 0, "push", shipped.directory().toString(), "--create-bucket"))
                    .anySatisfy(line -> assertThat(line).contains(" pushed to " + STORE))
                    .anySatisfy(line ->
                            assertThat(line)
                                    .startsWith("its self-test passes here with ")
                                    .contains("torchscript-fp32"));

            assertThat(model(s3, 0, "verify", STORE + shipped.id() + "/"))
                    .anySatisfy(line ->
                            assertThat(line)
                                    .startsWith(shipped.id() + " is sound: ")
                                    .contains("35 classes", shipped.manifestSha256())
                                    .contains("torchscript-fp32"));
        }
    }

    @Test
    void photos_are_evaluated_as_json_and_as_a_page() throws Exception {
        LeafRenderer renderer = new LeafRenderer();
        for (String name : List.of("Tomato___healthy", "Bean___healthy")) {
            Path photos = Files.createDirectories(folder.resolve("photos").resolve(name));
            for (int i = 0; i < 3; i++) {
                Files.write(
                        photos.resolve(i + ".jpg"),
                        renderer.jpeg(LeafDrawing.of(i, 256, 256), 0.9f));
            }
        }
        Path page = folder.resolve("evaluation.html");

        CliFixture.Outcome outcome =
                new CliFixture()
                        .with("FLORACARE_DATA_DIR", folder.resolve("data").toString())
                        .run(
                                "model",
                                "evaluate",
                                folder.resolve("photos").toString(),
                                "--model",
                                DefaultModel.read().directory().toString(),
                                "--html",
                                page.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode evaluation = Json.mapper().readTree(outcome.out());
        assertThat(evaluation.at("/model/name").asText()).isEqualTo("leaf-disease");
        assertThat(evaluation.at("/photos").asInt()).isEqualTo(6);
        assertThat(evaluation.at("/accuracy/trials").asInt()).isEqualTo(3);
        assertThat(Files.readString(page))
                .contains("Tomato___healthy", "<table class=\"matrix\">")
                .contains("</html>");
    }

    private List<String> model(EmbeddedS3 s3, int status, String... args) throws Exception {
        String[] store = {
            "--set", "model.s3.bucket=engineered",
            "--set", "s3.endpoint=" + s3.endpoint(),
            "--set", "data.dir=" + folder.resolve("data")
        };
        try (ChildJvm child =
                ChildJvm.of(Main.class)
                        .env("AWS_ACCESS_KEY_ID", KEYS.accessKey())
                        .env("AWS_SECRET_ACCESS_KEY", KEYS.secretKey())
                        .env("AWS_REGION", "us-east-1")
                        .args(
                                Stream.of(Stream.of("model"), Stream.of(args), Stream.of(store))
                                        .flatMap(each -> each)
                                        .toArray(String[]::new))
                        .start()) {
            assertThat(child.awaitExit(PATIENCE)).as(child.output().toString()).isEqualTo(status);
            return List.copyOf(child.output());
        }
    }
}
