package io.floracare.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When something ends, as a person says it. */
final class TimeLimit {
    static final String NEVER = "never";
    private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([mhd])");

    private TimeLimit() {}

    /**
     * The time that a text means: a span from now, a date (its beginning in UTC), or never.
     *
     * @param option whose value it is
     * @return null for never
     * @throws UserError if it means none, or one that has passed
     */
    static @Nullable Instant parse(String option, String text, Instant now) {
        if (text.equals(NEVER)) {
            return null;
        }
        Instant end = end(option, text, now);
        if (!end.isAfter(now)) {
            throw UserError.value(option, text, "a time to come");
        }
        return end;
    }

    private static Instant end(String option, String text, Instant now) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            long number = Long.parseLong(span.group(1));
            return now.truncatedTo(ChronoUnit.SECONDS)
                    .plus(
                            switch (span.group(2)) {
                                case "m" -> Duration.ofMinutes(number);
                                case "h" -> Duration.ofHours(number);
                                default -> Duration.ofDays(number);
                            });
        }
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw UserError.value(
                    option, text, "a time such as 12h or 90d, a date such as 2030-12-31, or never");
        }
    }
}
