package io.floracare.model.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class S3OptionsTest {
    private final S3Options options = S3Options.of(URI.create("http://127.0.0.1:9000"), true);

    @Test
    void secret_is_not_shown() {
        assertThat(options.withKeys("id", "very-secret").toString())
                .contains("id", "***")
                .doesNotContain("very-secret");
    }

    @Test
    void transfer_may_take_as_long_as_a_slow_line_needs() {
        S3Options bounded = options.withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(15));

        assertThat(bounded.transferTimeout(0)).isEqualTo(Duration.ofSeconds(15));
        assertThat(bounded.transferTimeout(14 << 20)).isEqualTo(Duration.ofSeconds(15 + 112));
    }
}
