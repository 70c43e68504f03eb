package io.floracare.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.message.ErrorCode;
import io.floracare.message.ErrorInfo;
import io.floracare.message.Result.Source;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class DeadLetterWriterTest {
    private static final Source SOURCE = new Source("leaf-images", 1, 5);
    private static final ErrorInfo ERROR =
            new ErrorInfo(ErrorCode.TRUNCATED, "the file ends early");

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    @Test
    void carries_the_record_and_what_was_wrong_with_it() {
        RecordHeaders original = new RecordHeaders();
        original.add("ce_id", "x".getBytes(UTF_8));
        Outputs.Message letter =
                new DeadLetterWriter(1 << 20)
                        .write(new byte[] {7}, new byte[] {1, 2}, original, SOURCE, ERROR, null);
        assertThat(letter.key()).containsExactly(7);
        assertThat(letter.value()).containsExactly(1, 2);
        assertThat(text(letter.headers(), "ce_id")).isEqualTo("x");
        assertThat(text(letter.headers(), "__streams.errors.exception")).isEqualTo("truncated");
        assertThat(text(letter.headers(), "__streams.errors.message"))
                .isEqualTo("the file ends early");
        assertThat(text(letter.headers(), "__streams.errors.topic")).isEqualTo("leaf-images");
        assertThat(text(letter.headers(), "__streams.errors.partition")).isEqualTo("1");
        assertThat(text(letter.headers(), "__streams.errors.offset")).isEqualTo("5");
    }

    @Test
    void replaces_what_was_said_of_an_earlier_attempt() {
        RecordHeaders original = new RecordHeaders();
        original.add("__streams.errors.message", "old".getBytes(UTF_8));
        Outputs.Message letter =
                new DeadLetterWriter(1 << 20)
                        .write(null, new byte[] {1}, original, SOURCE, ERROR, null);
        assertThat(letter.headers().headers("__streams.errors.message")).hasSize(1);
    }

    @Test
    void truncates_stack_traces() {
        Outputs.Message letter =
                new DeadLetterWriter(1 << 20)
                        .write(
                                null,
                                null,
                                new RecordHeaders(),
                                SOURCE,
                                ERROR,
                                new IllegalStateException("y".repeat(9999)));
        assertThat(letter.headers().lastHeader("__streams.errors.stacktrace").value())
                .hasSize(4096);
    }

    @Test
    void omits_bytes_that_would_exceed_the_topics_limit() {
        RecordHeaders original = new RecordHeaders();
        original.add("huge", new byte[5000]);
        for (int i = 0; i < 100; i++) {
            original.add("many", new byte[4000]);
        }
        Outputs.Message letter =
                new DeadLetterWriter(20_000)
                        .write(null, new byte[20_000], original, SOURCE, ERROR, null);
        assertThat(letter.value()).isNull();
        assertThat(text(letter.headers(), "floracare-value-omitted")).contains("20000 bytes");
        assertThat(letter.headers().lastHeader("huge")).isNull();
        int size = 0;
        for (var header : letter.headers()) {
            size += header.key().length() + header.value().length;
        }
        assertThat(size).isLessThan(20_000);
    }
}
