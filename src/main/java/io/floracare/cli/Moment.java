package io.floracare.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** A time as people give it: an instant, or how long ago. */
sealed interface Moment {
    /** The end of what calendars agree on. */
    Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** That time. */
    record At(Instant instant) implements Moment {}

    /** So long ago. */
    record Ago(Duration duration) implements Moment {}

    /**
     * Reads an instant such as 2026-05-01T10:00:00Z or a duration such as P7D.
     *
     * @throws TypeConversionException if it is neither
     */
    static Moment parse(String text) {
        try {
            return text.startsWith("P")
                    ? new Ago(Duration.parse(text))
                    : new At(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "an instant such as 2026-05-01T10:00:00Z, or a duration back such as P7D or"
                            + " PT10M");
        }
    }

    /**
     * The time, from 1970 to the year 9999: what Kafka's milliseconds can say.
     *
     * @param moment null for none
     * @param now that durations count back from
     */
    static @Nullable Instant of(@Nullable Moment moment, Instant now) {
        return switch (moment) {
            case At(Instant instant) -> within(instant);
            case Ago(Duration duration) -> within(back(duration, now));
            case null -> null;
        };
    }

    private static Instant back(Duration duration, Instant now) {
        try {
            return now.minus(duration);
        } catch (DateTimeException | ArithmeticException e) {
            return duration.isNegative() ? LAST : Instant.EPOCH;
        }
    }

    private static Instant within(Instant time) {
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time;
    }
}
