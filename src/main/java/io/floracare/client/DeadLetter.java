package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.message.ImageHeaders;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its bytes.
 *
 * @param partition of the dead letter
 * @param offset of the dead letter
 * @param time when the broker got it
 * @param id the image's {@code ce_id}, else {@code topic-partition-offset} of the record it came in
 * @param subject the image's {@code ce_subject}; null for none
 * @param code why there is no answer, such as {@code truncated}; {@code unknown} without that
 *     header
 * @param message the reason as a sentence; empty without that header
 * @param topic the image topic that it came from; null without that header
 * @param attempt how often it was replayed already
 * @param bytes size of the image in the letter
 * @param omitted the image did not fit and is not in the letter
 * @param replayed an earlier replay sent it
 */
public record DeadLetter(
        int partition,
        long offset,
        Instant time,
        String id,
        @Nullable String subject,
        String code,
        String message,
        @Nullable String topic,
        int attempt,
        int bytes,
        boolean omitted,
        boolean replayed) {
    static final String ERROR_PREFIX = "__streams.errors.";
    private static final String CODE = ERROR_PREFIX + "exception";
    private static final String MESSAGE = ERROR_PREFIX + "message";
    private static final String TOPIC = ERROR_PREFIX + "topic";
    private static final String PARTITION = ERROR_PREFIX + "partition";
    private static final String OFFSET = ERROR_PREFIX + "offset";
    private static final String OMITTED = "floracare-value-omitted";
    private static final int MAX_TEXT = 4096;

    static DeadLetter of(ConsumerRecord<byte[], byte[]> letter, boolean replayed) {
        String topic = text(letter, TOPIC);
        String id = text(letter, ImageHeaders.CE_ID);
        return new DeadLetter(
                letter.partition(),
                letter.offset(),
                Instant.ofEpochMilli(letter.timestamp()),
                id != null
                        ? id
                        : "%s-%s-%s"
                                .formatted(topic, text(letter, PARTITION), text(letter, OFFSET)),
                text(letter, ImageHeaders.CE_SUBJECT),
                Objects.requireNonNullElse(text(letter, CODE), "unknown"),
                Objects.requireNonNullElse(text(letter, MESSAGE), ""),
                topic,
                attempt(letter),
                letter.value() == null ? 0 : letter.value().length,
                letter.headers().lastHeader(OMITTED) != null,
                replayed);
    }

    private static int attempt(ConsumerRecord<byte[], byte[]> letter) {
        String text = text(letter, ImageHeaders.ATTEMPT);
        // What is no small number was not written by a replay.
        return text != null && text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }

    /** Headers come from outside: bounded, and without control characters. */
    private static @Nullable String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length > MAX_TEXT) {
            return null;
        }
        return new String(header.value(), UTF_8).replaceAll("\\p{Cntrl}", "?");
    }
}
