package io.floracare.model.s3;

import io.floracare.embedded.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An embedded server with a bucket, which can go away and come back on the same port. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "models-bucket";
    private static final EmbeddedS3.Keys KEYS = new EmbeddedS3.Keys("test-access", "test-secret");

    private final Path data;
    private final int port;
    private @Nullable EmbeddedS3 server;

    S3Server(Path data) throws IOException {
        this.data = data;
        EmbeddedS3 started = EmbeddedS3.start(data, 0, KEYS);
        started.createBucket(BUCKET);
        this.port = started.port();
        this.server = started;
    }

    void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    void restart() throws IOException {
        stop();
        server = EmbeddedS3.start(data, port, KEYS);
    }

    /** The bucket's folder on disk. */
    Path bucket() {
        return data.resolve(BUCKET);
    }

    int port() {
        return port;
    }

    S3Options options() {
        return S3Options.of(java.net.URI.create("http://127.0.0.1:" + port), true)
                .withKeys(KEYS.accessKey(), KEYS.secretKey())
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        stop();
    }
}
