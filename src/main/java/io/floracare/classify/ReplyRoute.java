package io.floracare.classify;

import static io.floracare.message.ImageHeaders.CORRELATION_ID;
import static io.floracare.message.ImageHeaders.REPLY_PARTITION;
import static io.floracare.message.ImageHeaders.REPLY_TOPIC;

import io.floracare.telemetry.ReplyOutcome;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer goes beside {@code leaf-results}, from the headers of Spring's
 * ReplyingKafkaTemplate.
 */
sealed interface ReplyRoute {
    /** Nobody asked for a reply. */
    record None() implements ReplyRoute {}

    /**
     * A reply that can be sent.
     *
     * @param topic on the allow-list, and exists
     * @param partition exists; null for any
     * @param correlationId copied as it came, at most 256 bytes; null when there was none
     */
    @SuppressWarnings("ArrayRecordComponent") // forwarded at once, compared never
    record To(String topic, @Nullable Integer partition, byte @Nullable [] correlationId)
            implements ReplyRoute {}

    /** A reply that cannot be sent; the result is not touched by it. */
    record Dropped(ReplyOutcome reason) implements ReplyRoute {}

    ReplyRoute NONE = new None();
    int MAX_CORRELATION_BYTES = 256;

    /**
     * Reads the reply headers. An unknown topic or partition would block the producer and fail the
     * task.
     */
    static ReplyRoute of(Headers headers, ReplyTopics topics) {
        if (headers.lastHeader(REPLY_TOPIC) == null) {
            return NONE;
        }
        String topic = HeaderText.read(headers, REPLY_TOPIC, 249);
        if (topic == null || !topics.allowed(topic)) {
            return new Dropped(ReplyOutcome.NOT_ALLOWED);
        }
        int partitions = topics.partitions(topic);
        if (partitions == 0) {
            return new Dropped(ReplyOutcome.UNKNOWN_TOPIC);
        }
        Integer partition = null;
        if (headers.lastHeader(REPLY_PARTITION) != null) {
            byte[] value = HeaderText.bytes(headers, REPLY_PARTITION, Integer.BYTES);
            partition =
                    value == null || value.length != Integer.BYTES
                            ? -1
                            : ByteBuffer.wrap(value).getInt();
            if (partition < 0 || partition >= partitions) {
                return new Dropped(ReplyOutcome.BAD_PARTITION);
            }
        }
        byte[] correlationId = HeaderText.bytes(headers, CORRELATION_ID, MAX_CORRELATION_BYTES);
        if (correlationId == null && headers.lastHeader(CORRELATION_ID) != null) {
            return new Dropped(ReplyOutcome.BAD_CORRELATION);
        }
        return new To(topic, partition, correlationId);
    }
}
