package io.floracare.classify;

import static io.floracare.message.ImageHeaders.CE_ID;
import static io.floracare.message.ImageHeaders.CE_SUBJECT;
import static io.floracare.message.ImageHeaders.CE_TIME;
import static io.floracare.message.ImageHeaders.CLAIM_CHECK;
import static io.floracare.message.ImageHeaders.CROP;
import static io.floracare.message.ImageHeaders.DEADLINE;
import static io.floracare.message.ImageHeaders.DEVICE;
import static io.floracare.message.ImageHeaders.OWNER;
import static io.floracare.message.ImageHeaders.TRACEPARENT;

import io.floracare.message.Features.Segment;
import io.floracare.message.Result.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What an image record says beside its bytes, every untrusted header checked.
 *
 * @param id {@code ce_id}, else {@code topic-partition-offset}, which a second attempt at the
 *     record gives again
 * @param subject {@code ce_subject}
 * @param source where the record is
 * @param produced the record's timestamp
 * @param eventTime {@code ce_time}, else the record's timestamp
 * @param segment where the image came from
 * @param deadlineMillis epoch milliseconds after which nobody waits; null for none
 * @param claim address of the object that holds the image; null when the record holds it
 * @param owner {@code owner}
 * @param traceparent a well-formed W3C trace context; null for none
 */
record ImageRecord(
        String id,
        @Nullable String subject,
        Source source,
        Instant produced,
        Instant eventTime,
        Segment segment,
        @Nullable Long deadlineMillis,
        @Nullable String claim,
        @Nullable String owner,
        @Nullable String traceparent) {

    private static final int MAX_ID_BYTES = 128;
    private static final int MAX_TEXT_BYTES = 1024;
    private static final int MAX_SEGMENT_BYTES = 128;
    private static final Pattern TRACEPARENT_FORMAT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /**
     * Reads a record's headers. A negative timestamp counts as the epoch.
     *
     * @param producerHeader header that says who produced the image
     */
    static ImageRecord of(Source source, long timestamp, Headers headers, String producerHeader) {
        Instant produced = Instant.ofEpochMilli(Math.max(0, timestamp));
        String id = HeaderText.read(headers, CE_ID, MAX_ID_BYTES);
        return new ImageRecord(
                id != null ? id : source.topic() + "-" + source.partition() + "-" + source.offset(),
                HeaderText.read(headers, CE_SUBJECT, MAX_TEXT_BYTES),
                source,
                produced,
                eventTime(headers, produced),
                new Segment(
                        HeaderText.read(headers, CROP, MAX_SEGMENT_BYTES),
                        HeaderText.read(headers, DEVICE, MAX_SEGMENT_BYTES),
                        HeaderText.read(headers, producerHeader, MAX_SEGMENT_BYTES)),
                deadline(headers),
                HeaderText.read(headers, CLAIM_CHECK, MAX_TEXT_BYTES),
                HeaderText.read(headers, OWNER, MAX_SEGMENT_BYTES),
                traceparent(headers));
    }

    private static Instant eventTime(Headers headers, Instant otherwise) {
        String text = HeaderText.read(headers, CE_TIME, 64);
        if (text == null) {
            return otherwise;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            // The wire form of an instant outside these years is not RFC 3339.
            return time.isBefore(Instant.EPOCH) || time.getEpochSecond() > 253_402_300_799L
                    ? otherwise
                    : time;
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static @Nullable Long deadline(Headers headers) {
        String text = HeaderText.read(headers, DEADLINE, 20);
        if (text == null) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String traceparent(Headers headers) {
        String text = HeaderText.read(headers, TRACEPARENT, 55);
        return text != null && TRACEPARENT_FORMAT.matcher(text).matches() ? text : null;
    }
}
