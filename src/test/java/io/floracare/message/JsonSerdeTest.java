package io.floracare.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

final class JsonSerdeTest {
    private static final Result RESULT =
            new Result(
                    "id-1",
                    "blätter/a.jpg",
                    Status.OK,
                    1,
                    "b",
                    "tomato",
                    null,
                    0.75f,
                    Probabilities.of(new float[] {0.25f, 0.75f}),
                    List.of(new Candidate(1, "b", 0.75f), new Candidate(0, "a", 0.25f)),
                    new ModelRef("m", "1", "v", "0".repeat(64)),
                    new ImageInfo("jpeg", 2, 3, 4, "1".repeat(64)),
                    new Result.Source("leaf-images", 0, 7),
                    new Result.Time(
                            Instant.parse("2026-01-02T03:04:05.678Z"),
                            Instant.parse("2026-01-02T03:04:06Z")),
                    new Result.Millis(null, 1.5, 0.25, 5.0),
                    null);
    private final JsonSerde<Result> serde = new JsonSerde<>(Result.class);

    @Test
    void bytes_are_plain_json_in_utf8_without_magic_byte_or_type() {
        assertThat(new String(serde.serializer().serialize("t", RESULT), UTF_8))
                .isEqualTo(
                        "{\"id\":\"id-1\",\"subject\":\"blätter/a.jpg\",\"status\":\"ok\",\"prediction\":1,\"label\":\"b\","
                                + "\"crop\":\"tomato\",\"disease\":null,\"confidence\":0.75,\"probs\":[0.25,0.75],"
                                + "\"top\":[{\"index\":1,\"label\":\"b\",\"probability\":0.75},"
                                + "{\"index\":0,\"label\":\"a\",\"probability\":0.25}],"
                                + "\"model\":{\"name\":\"m\",\"version\":\"1\",\"variant\":\"v\",\"sha256\":\""
                                + "0".repeat(64)
                                + "\"},\"image\":{\"format\":\"jpeg\",\"width\":2,\"height\":3,\"bytes\":4,\"sha256\":\""
                                + "1".repeat(64)
                                + "\"},\"source\":{\"topic\":\"leaf-images\",\"partition\":0,\"offset\":7},"
                                + "\"time\":{\"produced\":\"2026-01-02T03:04:05.678Z\",\"classified\":\"2026-01-02T03:04:06Z\"},"
                                + "\"millis\":{\"decode\":1.5,\"preprocess\":0.25,\"infer\":5.0},\"error\":null}");
    }

    @Test
    void what_is_written_is_read_again() {
        byte[] bytes = serde.serializer().serialize("t", RESULT);
        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(RESULT);
    }

    @Test
    void no_value_is_no_value() {
        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void fields_of_a_later_version_are_ignored() {
        assertThat(
                        new JsonSerde<>(ErrorInfo.class)
                                .deserializer()
                                .deserialize(
                                        "t",
                                        "{\"code\":\"empty\",\"message\":\"m\",\"later\":1}"
                                                .getBytes(UTF_8)))
                .isEqualTo(new ErrorInfo(ErrorCode.EMPTY, "m"));
    }

    @Test
    void what_is_no_json_is_a_serialization_exception() {
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {1, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not the JSON");
    }
}
