package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.Main;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.inference.DamagedModel;
import io.floracare.testing.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model push} as people run it: a process of its own, a store and the real engines. */
final class ModelPushIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final EmbeddedS3.Keys KEYS =
            new EmbeddedS3.Keys("engineer", "a-secret-of-the-test");

    @TempDir private Path folder;

    @Test
    void a_package_that_fails_its_self_test_goes_into_no_store_unless_that_is_skipped()
            throws Exception {
        Path damaged = folder.resolve("package");
        DamagedModel.expectingOtherLogitsOf("torchscript-fp32", damaged);
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEYS)) {
            assertThat(push(s3, 1, damaged.toString(), "--create-bucket"))
                    .anySatisfy(line ->
                            assertThat(line)
                                    .contains("is not a usable model package")
                                    .contains("torchscript-fp32: its self-test failed"));

            assertThat(push(s3, 0, damaged.toString(), "--create-bucket", "--skip-self-test"))
                    .anySatisfy(line -> assertThat(line).contains("made the bucket"))
                    .anySatisfy(
                            line -> assertThat(line).contains(" pushed to s3://engineered/models/"))
                    .noneSatisfy(line -> assertThat(line).contains("self-test"));
        }
    }

    private List<String> push(EmbeddedS3 s3, int status, String... args) throws Exception {
        String[] store = {
            "--set", "model.s3.bucket=engineered",
            "--set", "s3.endpoint=" + s3.endpoint(),
            "--set", "data.dir=" + folder.resolve("data")
        };
        try (ChildJvm push =
                ChildJvm.of(Main.class)
                        .env("AWS_ACCESS_KEY_ID", KEYS.accessKey())
                        .env("AWS_SECRET_ACCESS_KEY", KEYS.secretKey())
                        .env("AWS_REGION", "us-east-1")
                        .args(
                                Stream.of(
                                                Stream.of("model", "push"),
                                                Stream.of(args),
                                                Stream.of(store))
                                        .flatMap(each -> each)
                                        .toArray(String[]::new))
                        .start()) {
            assertThat(push.awaitExit(PATIENCE)).as(push.output().toString()).isEqualTo(status);
            return List.copyOf(push.output());
        }
    }
}
