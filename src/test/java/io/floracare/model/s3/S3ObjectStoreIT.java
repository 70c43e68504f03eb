package io.floracare.model.s3;

import io.floracare.embedded.EmbeddedS3;
import io.floracare.model.ObjectStore;
import io.floracare.model.ObjectStoreContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3ObjectStoreIT extends ObjectStoreContract {
    private final AtomicInteger buckets = new AtomicInteger();
    private EmbeddedS3 server;
    private S3Access access;
    private ObjectStore store;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        var keys = new EmbeddedS3.Keys("test-access", "test-secret");
        server = EmbeddedS3.start(data, 0, keys);
        access =
                S3Access.open(
                        S3Options.of(server.endpoint(), true)
                                .withKeys(keys.accessKey(), keys.secretKey()));
    }

    @BeforeEach
    void makeBucket() throws Exception {
        String bucket = "bucket-" + buckets.incrementAndGet();
        server.createBucket(bucket);
        store = access.bucket(bucket);
    }

    @AfterAll
    void stop() {
        access.close();
        server.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}
