package io.floracare.telemetry;

import java.util.Locale;

/** What became of a reply that a record asked for. */
public enum ReplyOutcome {
    SENT,
    /** The topic is not on the allow-list. */
    NOT_ALLOWED,
    /** The topic does not exist, or cannot be seen. */
    UNKNOWN_TOPIC,
    /** The topic has no such partition, or the header is no number. */
    BAD_PARTITION,
    /** The correlation id is missing, too long or holds control characters. */
    BAD_CORRELATION,
    /** The reply exceeds the topic's limit. */
    TOO_LARGE;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in labels. */
    public String label() {
        return label;
    }
}
