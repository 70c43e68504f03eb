package io.floracare.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.floracare.model.PackageFile;
import io.floracare.model.Sha256;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedS3IT {
    private static final EmbeddedS3.Keys KEYS = EmbeddedS3.Keys.random(new Random(1));
    @TempDir Path temp;

    @Test
    void unsigned_request_is_refused() throws Exception {
        Path leaf = Files.writeString(temp.resolve("leaf"), "leaf");
        try (var server = EmbeddedS3.start(temp.resolve("data"), 0, KEYS);
                var access =
                        S3Access.open(
                                S3Options.of(server.endpoint(), true)
                                        .withKeys(KEYS.accessKey(), KEYS.secretKey()))) {
            server.createBucket("leaves");
            access.bucket("leaves")
                    .upload("leaf", leaf, new PackageFile(4, Sha256.of(leaf)), false);

            assertThat(unsigned(server, "GET", "/leaves")).isEqualTo(403);
            assertThat(unsigned(server, "GET", "/leaves/leaf")).isEqualTo(403);
            assertThat(unsigned(server, "GET", "/")).isEqualTo(403);
            assertThat(unsigned(server, "PUT", "/leaves/other")).isEqualTo(403);
            assertThat(unsigned(server, "DELETE", "/leaves/leaf")).isEqualTo(403);
        }
    }

    private static int unsigned(EmbeddedS3 server, String method, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(server.endpoint().resolve(path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void port_is_free_again_after_close_and_taken_before() throws Exception {
        int port;
        try (var server = EmbeddedS3.start(temp, 0, KEYS)) {
            port = server.port();
            assertThat(server.endpoint()).hasHost("127.0.0.1").hasPort(port);
            assertThatIOException()
                    .isThrownBy(() -> EmbeddedS3.start(temp, port, KEYS))
                    .withMessageContaining("cannot listen on port " + port);
        }
        try (var again = EmbeddedS3.start(temp, port, KEYS)) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @Test
    void bucket_names_cannot_leave_the_folder() throws Exception {
        try (var server = EmbeddedS3.start(temp.resolve("data"), 0, KEYS)) {
            assertThatIllegalArgumentException().isThrownBy(() -> server.createBucket("../up"));
        }
        assertThat(temp.resolve("up")).doesNotExist();
    }

    @Test
    void drawn_keys_differ_and_the_secret_is_not_shown() {
        var other = EmbeddedS3.Keys.random(new Random(2));

        assertThat(other).isNotEqualTo(KEYS);
        assertThat(other.secretKey()).hasSize(40);
        assertThat(other.toString()).doesNotContain(other.secretKey()).contains("***");
    }
}
