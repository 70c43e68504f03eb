package io.floracare.model.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.classify.ClaimChecks;
import io.floracare.classify.ClaimChecks.Claim;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3ClaimChecksIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    @TempDir Path temp;
    private S3Server server;
    private S3Access access;
    private ExecutorService executor;
    private ClaimChecks claims;

    @BeforeEach
    void start() throws Exception {
        server = new S3Server(temp.resolve("s3"));
        access = S3Access.open(server.options());
        executor = Executors.newVirtualThreadPerTaskExecutor();
        claims = access.claimChecks(executor);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        access.close();
        server.close();
    }

    @Test
    void object_up_to_the_limit_is_read() throws Exception {
        Files.write(server.bucket().resolve("leaf.jpg"), new byte[] {1, 2, 3});

        assertThat(fetch("s3://models-bucket/leaf.jpg", 3))
                .isInstanceOfSatisfying(
                        Claim.Fetched.class,
                        fetched -> assertThat(fetched.bytes()).containsExactly(1, 2, 3));
    }

    @Test
    void key_with_odd_characters_is_read() throws Exception {
        Files.createDirectories(server.bucket().resolve("in"));
        Files.write(server.bucket().resolve("in/leaf 1+ä%.jpg"), new byte[] {1});

        Claim claim =
                claims.fetch(new URI("s3", "//models-bucket/in/leaf 1+ä%.jpg", null), 3, LONG);

        assertThat(claim).isInstanceOf(Claim.Fetched.class);
    }

    @Test
    void object_longer_than_the_limit_is_not_read() throws Exception {
        Files.write(server.bucket().resolve("leaf.jpg"), new byte[4_000_000]);

        assertThat(fetch("s3://models-bucket/leaf.jpg", 1000))
                .isEqualTo(new Claim.TooLarge(4_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://models-bucket/none.jpg",
                "s3://no-such-bucket/leaf.jpg",
                "s3://models-bucket/",
                "s3://models-bucket",
                "s3:///leaf.jpg",
                "s3:leaf.jpg",
                "https://models-bucket/leaf.jpg",
                "s3://user@models-bucket/leaf.jpg",
                "s3://UPPER/leaf.jpg"
            })
    void what_is_not_there_is_not_found(String claim) {
        assertThat(fetch(claim, 1000)).isInstanceOf(Claim.NotFound.class);
    }

    @Test
    void wrong_secret_does_not_blame_the_record() {
        try (var wrong = S3Access.open(server.options().withKeys("test-access", "wrong"))) {
            assertThat(
                            wrong.claimChecks(executor)
                                    .fetch(URI.create("s3://models-bucket/a.jpg"), 10, LONG))
                    .isInstanceOf(Claim.Unavailable.class);
        }
    }

    @Test
    void store_that_is_down_is_unavailable() {
        server.stop();

        assertThat(fetch("s3://models-bucket/leaf.jpg", 1000))
                .isInstanceOf(Claim.Unavailable.class);
    }

    @Test
    void server_that_accepts_and_says_nothing_is_left_in_time() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var hanging =
                        S3Access.open(
                                S3Options.of(
                                                URI.create(
                                                        "http://127.0.0.1:" + mute.getLocalPort()),
                                                true)
                                        .withKeys("a", "b"))) {
            long start = System.nanoTime();

            Claim claim =
                    hanging.claimChecks(executor)
                            .fetch(
                                    URI.create("s3://models-bucket/leaf.jpg"),
                                    10,
                                    Duration.ofMillis(300));

            assertThat(claim).isInstanceOf(Claim.Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        }
    }

    private Claim fetch(String claim, int maxBytes) {
        return claims.fetch(URI.create(claim), maxBytes, LONG);
    }
}
