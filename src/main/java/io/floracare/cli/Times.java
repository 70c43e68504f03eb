package io.floracare.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads times as people give them: an instant, or how long ago. */
final class Times {
    private final Instant now;

    Times(Clock clock) {
        this.now = clock.instant();
    }

    /**
     * The time.
     *
     * @param option that it was given to
     * @param text an instant such as 2026-05-01T10:00:00Z or a duration such as P7D; null for none
     * @throws UserError if it is neither
     */
    @Nullable Instant parse(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.startsWith("P") ? now.minus(Duration.parse(text)) : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UserError(
                    option
                            + " "
                            + text
                            + " is neither an instant such as 2026-05-01T10:00:00Z nor a duration back such as P7D",
                    e);
        }
    }

    /** As {@link #parse}, with another value when none is given. */
    Instant parse(String option, @Nullable String text, Instant otherwise) {
        Instant time = parse(option, text);
        return time == null ? otherwise : time;
    }

    /** The time that durations count back from. */
    Instant now() {
        return now;
    }
}
