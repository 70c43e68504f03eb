package io.floracare.model.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.floracare.model.ObjectStore;
import io.floracare.model.RefusedException;
import io.floracare.model.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer of S3 means, over HTTP from a server that says whatever it is told. */
final class S3AnswersIT {
    @TempDir Path temp;
    private HttpServer server;
    private S3Access access;
    private ObjectStore store;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        access =
                S3Access.open(
                        S3Options.of(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + server.getAddress().getPort()),
                                        true)
                                .withKeys("id", "secret")
                                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10)));
        store = access.bucket("bucket");
    }

    @AfterEach
    void stop() {
        access.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied | access to s3://bucket/key is denied (AccessDenied): the credentials need s3:GetObject",
                "403 | InvalidAccessKeyId | S3 does not accept the AWS credentials (InvalidAccessKeyId): check AWS_ACCESS_KEY_ID",
                "403 | RequestTimeTooSkewed | this machine's clock is wrong",
                "404 | NoSuchBucket | there is no bucket bucket: create it",
                "301 | PermanentRedirect | the bucket bucket is in the region eu-central-1: set AWS_REGION to it",
                "400 | AuthorizationHeaderMalformed | the bucket bucket is in the region eu-central-1",
                "400 | InvalidBucketState | S3 answers 400 (InvalidBucketState) for s3://bucket/key: told so",
            })
    void answer_that_stays_is_a_refusal(int status, String code, String sentence) {
        answer(status, code);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> store.read("key", 10))
                .withMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown",
        "500, InternalError",
        "429, TooManyRequests",
        "400, ExpiredToken",
        "400, RequestTimeout"
    })
    void answer_that_passes_is_unavailable(int status, String code) {
        answer(status, code);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> store.read("key", 10))
                .withMessageContaining(code);
    }

    @Test
    void denied_look_at_a_file_is_a_refusal_though_it_has_no_body() {
        answer(403, "AccessDenied");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> store.find("key"))
                .withMessageStartingWith("access to s3://bucket/key is denied");
    }

    @Test
    void download_that_breaks_off_is_unavailable() {
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[10]);
                    exchange.getResponseBody().flush();
                    exchange.close();
                });

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> store.download("key", temp.resolve("file"), 1000))
                .withMessageStartingWith("S3 does not answer for s3://bucket/key: ");
    }

    @Test
    void object_that_is_longer_than_it_says_is_not_read_past_the_limit() throws Exception {
        server.createContext(
                "/",
                exchange -> {
                    // Chunked: no length is stated.
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        for (int i = 0; i < 1000; i++) {
                            body.write(new byte[1 << 16]);
                        }
                    } catch (IOException e) {
                        // The reader has hung up, as it should.
                    }
                });

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> store.download("key", temp.resolve("file"), 1000))
                .withMessageContaining("at most 1,000 are read");
        assertThat(temp.resolve("file").toFile().length()).isLessThanOrEqualTo(1 << 16);
    }

    private void answer(int status, String code) {
        server.createContext("/", exchange -> answer(exchange, status, code));
    }

    private static void answer(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body =
                "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>told so</Message></Error>"
                        .formatted(code)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.getResponseHeaders().add("x-amz-bucket-region", "eu-central-1");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
