package io.floracare.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimPolicyTest {
    private static final ClaimPolicy POLICY =
            new ClaimPolicy(List.of("s3://photos/in/"), Duration.ofSeconds(5));

    @Test
    void admits_an_object_under_an_allowed_prefix() {
        assertThat(POLICY.admit("s3://photos/in/a b.jpg")).hasToString("s3://photos/in/a%20b.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://photos/out/a.jpg",
                "s3://photos-of-others/in/a.jpg",
                "s3://photos/in/../../models/x",
                "s3://photos/in/",
                "http://photos/in/a.jpg",
                "file:///etc/passwd",
                "S3://photos/in/a.jpg"
            })
    void admits_nothing_else(String claim) {
        assertThat(POLICY.admit(claim)).isNull();
    }

    @Test
    void refuses_a_prefix_that_would_match_other_buckets() {
        assertThatThrownBy(() -> new ClaimPolicy(List.of("s3://photos"), Duration.ofSeconds(5)))
                .hasMessageContaining("s3://photos");
    }
}
