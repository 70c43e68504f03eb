package io.floracare.model.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.classify.ClaimChecks.Claim;
import io.floracare.gateway.lane.ImageStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3ImageStoreIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    @TempDir Path temp;
    private S3Server server;
    private S3Access access;

    @BeforeEach
    void start() throws Exception {
        server = new S3Server(temp.resolve("s3"));
        access = S3Access.open(server.options());
    }

    @AfterEach
    void stop() {
        access.close();
        server.close();
    }

    @Test
    void image_is_claimed_from_where_it_was_put_though_the_store_has_no_lifecycle_rules()
            throws Exception {
        ImageStore images = access.images(S3Server.BUCKET, "claims/", LONG, 15);
        byte[] image = new byte[3_000_000];

        String address = images.put("an-id", image);

        assertThat(address).isEqualTo("s3://models-bucket/claims/an-id");
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Claim claim =
                    access.claimChecks(executor).fetch(URI.create(address), image.length, LONG);
            assertThat(claim)
                    .isInstanceOfSatisfying(
                            Claim.Fetched.class,
                            fetched -> assertThat(fetched.bytes()).isEqualTo(image));
        }
    }

    @Test
    void missing_bucket_is_a_sentence() {
        ImageStore images = access.images("no-such-bucket", "claims/", LONG, 15);

        assertThatThrownBy(() -> images.put("an-id", new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://no-such-bucket/claims/");
    }
}
