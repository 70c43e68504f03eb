package io.floracare.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.message.Result.Source;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageRecordTest {
    private static final Source SOURCE = new Source("leaf-images", 2, 99);

    private static ImageRecord with(String name, byte[] value) {
        return read(1_000, new RecordHeaders().add(name, value));
    }

    private static ImageRecord with(String name, String value) {
        return with(name, value.getBytes(UTF_8));
    }

    @Test
    void a_bare_record_is_named_by_its_place() {
        ImageRecord image = read(1_000, new RecordHeaders());
        assertThat(image.id()).isEqualTo("leaf-images-2-99");
        assertThat(image.subject()).isNull();
        assertThat(image.deadlineMillis()).isNull();
        assertThat(image.claim()).isNull();
        assertThat(image.eventTime()).isEqualTo(Instant.ofEpochMilli(1_000));
    }

    @Test
    void reads_the_cloudevents_attributes() {
        ImageRecord image =
                read(
                        1_000,
                        new RecordHeaders()
                                .add("ce_id", "abc".getBytes(UTF_8))
                                .add("ce_subject", "tomato/blätt.jpg".getBytes(UTF_8))
                                .add("ce_time", "2026-05-01T10:00:00+02:00".getBytes(UTF_8))
                                .add("ce_source", "field-7".getBytes(UTF_8))
                                .add("device", "phone".getBytes(UTF_8))
                                .add("crop", "tomato".getBytes(UTF_8)));
        assertThat(image.id()).isEqualTo("abc");
        assertThat(image.subject()).isEqualTo("tomato/blätt.jpg");
        assertThat(image.eventTime()).isEqualTo("2026-05-01T08:00:00Z");
        assertThat(image.segment().producer()).isEqualTo("field-7");
        assertThat(image.segment().device()).isEqualTo("phone");
        assertThat(image.segment().crop()).isEqualTo("tomato");
    }

    @Test
    void another_header_may_say_who_produced_an_image() {
        Headers headers = new RecordHeaders().add("station", "north-3".getBytes(UTF_8));

        assertThat(ImageRecord.of(SOURCE, 0, headers, "station").segment().producer())
                .isEqualTo("north-3");
    }

    private static ImageRecord read(long timestamp, Headers headers) {
        return ImageRecord.of(SOURCE, timestamp, headers, "ce_source");
    }

    @Test
    void the_last_header_of_a_name_counts() {
        ImageRecord image =
                read(
                        0,
                        new RecordHeaders()
                                .add("ce_id", "a".getBytes(UTF_8))
                                .add("ce_id", "b".getBytes(UTF_8)));
        assertThat(image.id()).isEqualTo("b");
    }

    @Test
    void refuses_ids_that_are_too_long_or_hold_control_characters_or_are_not_utf8() {
        assertThat(with("ce_id", "x".repeat(129)).id()).isEqualTo("leaf-images-2-99");
        assertThat(with("ce_id", "a\r\nb").id()).isEqualTo("leaf-images-2-99");
        assertThat(with("ce_id", new byte[] {(byte) 0xff, 'a'}).id()).isEqualTo("leaf-images-2-99");
        assertThat(with("ce_id", "").id()).isEqualTo("leaf-images-2-99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "2026-05-01"
            })
    void an_unreadable_event_time_is_the_records_timestamp(String time) {
        assertThat(with("ce_time", time).eventTime()).isEqualTo(Instant.ofEpochMilli(1_000));
    }

    @Test
    void a_negative_timestamp_counts_as_the_epoch() {
        assertThat(read(-5, new RecordHeaders()).produced()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void carries_only_a_well_formed_trace_context() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(with("traceparent", trace).traceparent()).isEqualTo(trace);
        assertThat(with("traceparent", trace + "x").traceparent()).isNull();
        assertThat(with("traceparent", "<script>").traceparent()).isNull();
    }

    @Test
    void an_unreadable_deadline_is_none() {
        assertThat(with("deadline", "1700000000000").deadlineMillis())
                .isEqualTo(1_700_000_000_000L);
        assertThat(with("deadline", "soon").deadlineMillis()).isNull();
        assertThat(with("deadline", "99999999999999999999").deadlineMillis()).isNull();
    }
}
