package io.floracare.model.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.model.Backoff;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelCache;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.ModelFetcher;
import io.floracare.model.ModelFetcher.Origin;
import io.floracare.model.ModelFetcher.Outcome;
import io.floracare.model.ModelStore;
import io.floracare.model.PackageFixture;
import io.floracare.model.PackageId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** The model store against a real S3 server that comes and goes. */
final class S3ModelStoreIT {
    private static final PackageId ID = new PackageId("test-leaf", "1.0.0");
    private static final ModelAddress ADDRESS = ModelAddress.Packaged.of(ID);

    @TempDir Path temp;
    private final List<String> reasons = new ArrayList<>();
    private Runnable afterThirdWait = () -> {};
    private S3Server server;

    @BeforeEach
    void start() throws Exception {
        server = new S3Server(temp.resolve("s3"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void store_absent_at_start_is_waited_for() throws Exception {
        push();
        server.stop();
        afterThirdWait = this::restart;

        Outcome outcome = fetch(server.options(), S3Server.BUCKET, ADDRESS);

        assertThat(origin(outcome)).isEqualTo(Origin.STORE);
        assertThat(reasons)
                .hasSize(3)
                .allSatisfy(reason ->
                        assertThat(reason)
                                .startsWith(
                                        "Waiting for the model s3://models-bucket/models/test-leaf/1.0.0/: S3 does not answer")
                                .contains("refused"));
    }

    @Test
    void cache_serves_while_the_store_is_down() throws Exception {
        push();
        assertThat(origin(fetch(server.options(), S3Server.BUCKET, ADDRESS)))
                .isEqualTo(Origin.STORE);
        server.stop();

        assertThat(origin(fetch(server.options(), S3Server.BUCKET, ADDRESS)))
                .isEqualTo(Origin.CACHE_WITHOUT_STORE);

        server.restart();
        assertThat(origin(fetch(server.options(), S3Server.BUCKET, ADDRESS)))
                .isEqualTo(Origin.CACHE);
    }

    @Test
    void wrong_digest_is_refused() throws Exception {
        push();
        Files.write(stored("model.pt"), new byte[PackageFixture.model().length]);

        assertThat(refused(fetch(server.options(), S3Server.BUCKET, ADDRESS)))
                .contains("model.pt has SHA-256 ", "; the manifest says ");
    }

    @Test
    void unlisted_file_is_refused() throws Exception {
        push();
        Files.writeString(stored("serving.properties"), "engine=Python");

        assertThat(refused(fetch(server.options(), S3Server.BUCKET, ADDRESS)))
                .endsWith(
                        "it holds a file that the manifest does not list: s3://models-bucket/models/test-leaf/1.0.0/serving.properties");
    }

    @Test
    void wrong_secret_is_refused() throws Exception {
        push();
        S3Options wrong = server.options().withKeys("test-access", "wrong");

        assertThat(refused(fetch(wrong, S3Server.BUCKET, ADDRESS)))
                .contains("S3 does not accept the AWS credentials (SignatureDoesNotMatch)")
                .doesNotContain("wrong\"");
    }

    @Test
    void unknown_access_key_is_refused() throws Exception {
        S3Options wrong = server.options().withKeys("nobody", "test-secret");

        assertThat(refused(fetch(wrong, S3Server.BUCKET, ADDRESS)))
                .contains("S3 does not accept the AWS credentials (InvalidAccessKeyId)");
    }

    @Test
    void missing_bucket_is_refused() throws Exception {
        assertThat(refused(fetch(server.options(), "no-such-bucket", ADDRESS)))
                .endsWith("there is no bucket no-such-bucket: create it, or correct its name");
        assertThat(
                        refused(
                                fetch(
                                        server.options(),
                                        "no-such-bucket",
                                        ModelAddress.parse("leaf.pt", null))))
                .endsWith("there is no bucket no-such-bucket: create it, or correct its name");
    }

    @Test
    void bucket_is_made_once() throws Exception {
        try (S3Access s3 = S3Access.open(server.options())) {
            assertThat(s3.createBucket("another-bucket")).isTrue();
            assertThat(s3.createBucket("another-bucket")).isFalse();
            assertThat(s3.bucket("another-bucket").list("", 1)).isEmpty();
        }
    }

    @Test
    void missing_package_is_refused() throws Exception {
        assertThat(refused(fetch(server.options(), S3Server.BUCKET, ADDRESS)))
                .contains("there is no manifest.json; push the package");
    }

    @Test
    void missing_credentials_are_refused() throws Exception {
        var none = AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create());
        try (var access = S3Access.open(server.options(), none)) {
            assertThat(refused(fetch(access, S3Server.BUCKET, ADDRESS)))
                    .contains("no AWS credentials were found: set AWS_ACCESS_KEY_ID");
        }
    }

    @Test
    void bare_torchscript_with_labels_is_served_and_cached() throws Exception {
        Files.createDirectories(server.bucket().resolve("demo"));
        Files.write(server.bucket().resolve("demo/leaf.pt"), PackageFixture.model());
        Files.writeString(server.bucket().resolve("demo/labels.json"), "[\"scab\", \"healthy\"]");
        ModelAddress bare = ModelAddress.parse("demo/leaf.pt", null);

        assertThat(origin(fetch(server.options(), S3Server.BUCKET, bare))).isEqualTo(Origin.STORE);
        assertThat(origin(fetch(server.options(), S3Server.BUCKET, bare))).isEqualTo(Origin.CACHE);
        server.stop();
        assertThat(origin(fetch(server.options(), S3Server.BUCKET, bare)))
                .isEqualTo(Origin.CACHE_WITHOUT_STORE);
    }

    @Test
    void pickle_named_as_torchscript_is_refused() throws Exception {
        Files.write(server.bucket().resolve("leaf.pth"), new byte[] {(byte) 0x80, 4, 'x'});
        Files.writeString(server.bucket().resolve("labels.txt"), "scab\nhealthy\n");

        assertThat(
                        refused(
                                fetch(
                                        server.options(),
                                        S3Server.BUCKET,
                                        ModelAddress.parse("leaf.pth", null))))
                .contains("s3://models-bucket/leaf.pth is a pickle.", "torch.jit.trace");
    }

    private void push() {
        Path folder = PackageFixture.write(temp.resolve("source"), "test-leaf", "1.0.0");
        try (var access = S3Access.open(server.options())) {
            var catalogue = new ModelCatalogue(access.bucket(S3Server.BUCKET));
            assertThat(catalogue.push(folder, false, (path, bytes) -> {}))
                    .isInstanceOf(ModelCatalogue.Outcome.Done.class);
        }
    }

    private Path stored(String path) {
        return server.bucket().resolve("models/test-leaf/1.0.0").resolve(path);
    }

    private void restart() {
        try {
            server.restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome fetch(S3Options options, String bucket, ModelAddress address) throws Exception {
        try (var access = S3Access.open(options)) {
            return fetch(access, bucket, address);
        }
    }

    private Outcome fetch(S3Access access, String bucket, ModelAddress address) throws Exception {
        return new ModelFetcher(
                        new ModelStore(access.bucket(bucket)),
                        new ModelCache(temp.resolve("cache"), Thread::sleep),
                        new ModelFetcher.Retry(Backoff.DEFAULT, null),
                        this::pass,
                        new Random(1),
                        (reason, refused, delay) -> reasons.add(reason))
                .fetch(address);
    }

    private void pass(Duration delay) {
        if (reasons.size() == 3) {
            afterThirdWait.run();
        }
    }

    private static Origin origin(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Fetched fetched -> fetched.origin();
            case Outcome.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    private static String refused(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Fetched fetched -> throw new AssertionError("fetched " + fetched);
            case Outcome.Refused refused -> refused.message();
        };
    }
}
