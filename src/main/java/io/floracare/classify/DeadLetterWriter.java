package io.floracare.classify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.message.ErrorInfo;
import io.floracare.message.Result.Source;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes dead letters: the record as it came, with Kafka Streams' standard error headers. */
final class DeadLetterWriter {
    static final String EXCEPTION = "__streams.errors.exception";
    static final String MESSAGE = "__streams.errors.message";
    static final String STACKTRACE = "__streams.errors.stacktrace";
    static final String TOPIC = "__streams.errors.topic";
    static final String PARTITION = "__streams.errors.partition";
    static final String OFFSET = "__streams.errors.offset";

    /** Present, with a sentence, when the image's bytes did not fit into the dead letter. */
    static final String OMITTED = "floracare-value-omitted";

    private static final int MAX_STACKTRACE = 4096;
    private static final int MAX_HEADER = 4096;
    private static final int RECORD_OVERHEAD = 1024;

    private final int maxBytes;

    /**
     * @param maxBytes {@code max.message.bytes} of the dead-letter topic
     */
    DeadLetterWriter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    Outputs.Message write(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers original,
            Source source,
            ErrorInfo error,
            @Nullable Throwable cause) {
        RecordHeaders headers = new RecordHeaders();
        int size = RECORD_OVERHEAD + length(key);
        for (Header header : original) {
            // What another handler said of an earlier attempt, and absurdly long headers, do not
            // travel on.
            if (!header.key().startsWith("__streams.errors.")
                    && header.key().length() <= MAX_HEADER
                    && length(header.value()) <= MAX_HEADER
                    && size < maxBytes / 2 + RECORD_OVERHEAD) {
                headers.add(header);
                size += header.key().length() * 3 + length(header.value()) + 10;
            }
        }
        size += add(headers, EXCEPTION, error.code().wire());
        size += add(headers, MESSAGE, error.message());
        size += add(headers, TOPIC, source.topic());
        size += add(headers, PARTITION, Integer.toString(source.partition()));
        size += add(headers, OFFSET, Long.toString(source.offset()));
        if (cause != null) {
            size += add(headers, STACKTRACE, stackTrace(cause));
        }
        byte[] kept = value;
        if (size + length(value) > maxBytes) {
            kept = null;
            add(
                    headers,
                    OMITTED,
                    "the image of "
                            + length(value)
                            + " bytes does not fit into a dead letter of "
                            + maxBytes);
        }
        return new Outputs.Message(size > maxBytes ? null : key, kept, headers);
    }

    private static int add(RecordHeaders headers, String name, String text) {
        byte[] value =
                (text.length() > MAX_STACKTRACE ? text.substring(0, MAX_STACKTRACE) : text)
                        .getBytes(UTF_8);
        headers.add(name, value);
        return name.length() + value.length + 10;
    }

    private static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
