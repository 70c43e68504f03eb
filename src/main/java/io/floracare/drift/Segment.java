package io.floracare.drift;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.floracare.message.Features;
import org.jspecify.annotations.Nullable;

/**
 * A part of the stream with a verdict of its own. On the wire {@code all}, {@code crop=tomato}, or
 * {@code crop=*} for the crops that the baseline does not know.
 *
 * @param kind what divides the stream
 * @param value its value; empty for {@code all}, {@code *} for all others
 */
public record Segment(Kind kind, String value) {
    /** The whole stream. */
    public static final Segment ALL = new Segment(Kind.ALL, "");

    private static final String OTHERS = "*";

    /** Characters of a value, at most. */
    public static final int LONGEST = 200;

    /** What divides a stream. */
    public enum Kind {
        ALL,
        CROP,
        DEVICE,
        PRODUCER;

        private String wire() {
            return switch (this) {
                case ALL -> "all";
                case CROP -> "crop";
                case DEVICE -> "device";
                case PRODUCER -> "producer";
            };
        }

        /** The value in an origin, null when it has none. */
        public @Nullable String of(Features.Segment origin) {
            return switch (this) {
                case ALL -> "";
                case CROP -> origin.crop();
                case DEVICE -> origin.device();
                case PRODUCER -> origin.producer();
            };
        }
    }

    public Segment {
        if ((kind == Kind.ALL) != value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a segment is 'all' or a value of 1 to " + LONGEST + " characters");
        }
    }

    /** The values of a kind that have no segment of their own. */
    public static Segment others(Kind kind) {
        return new Segment(kind, OTHERS);
    }

    /** Whether this stands for all values without a segment of their own. */
    public boolean isOthers() {
        return value.equals(OTHERS);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException if it is none
     */
    @JsonCreator
    public static Segment parse(String text) {
        if (text.equals(Kind.ALL.wire())) {
            return ALL;
        }
        int equals = text.indexOf('=');
        for (Kind kind : Kind.values()) {
            if (kind != Kind.ALL && equals > 0 && text.substring(0, equals).equals(kind.wire())) {
                return new Segment(kind, text.substring(equals + 1));
            }
        }
        throw new IllegalArgumentException(
                "a segment is 'all', 'crop=…', 'device=…' or 'producer=…', not '" + text + "'");
    }

    @Override
    @JsonValue
    public String toString() {
        return kind == Kind.ALL ? kind.wire() : kind.wire() + "=" + value;
    }
}
