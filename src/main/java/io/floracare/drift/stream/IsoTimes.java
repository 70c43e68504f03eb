package io.floracare.drift.stream;

import java.time.Instant;
import java.time.LocalDate;

/** Reads instants as they are written, many times faster than the formatter of the JDK does. */
final class IsoTimes {
    private static final long DAY = 86_400_000;
    private static final int SHORTEST = "2026-05-01T10:00:00Z".length();
    private static final int WITH_MILLIS = "2026-05-01T10:00:00.000Z".length();
    private static final int WITH_NANOS = "2026-05-01T10:00:00.000000000Z".length();

    private IsoTimes() {}

    /**
     * Epoch milliseconds of an instant in UTC.
     *
     * @throws java.time.DateTimeException if the text is none
     */
    static long millis(String text) {
        int length = text.length();
        boolean whole = length == SHORTEST;
        if ((!whole && (length < WITH_MILLIS || length > WITH_NANOS))
                || text.charAt(length - 1) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || (!whole && text.charAt(19) != '.')) {
            return Instant.parse(text).toEpochMilli();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int fraction = whole ? 0 : digits(text, 20, 23);
        int beyond = whole ? 0 : digits(text, 23, length - 1);
        if ((year | month | day | hour | minute | second | fraction | beyond) < 0
                || hour > 23
                || minute > 59
                || second > 59) {
            return Instant.parse(text).toEpochMilli();
        }
        return LocalDate.of(year, month, day).toEpochDay() * DAY
                + ((hour * 60L + minute) * 60 + second) * 1000
                + fraction;
    }

    /** Digits as a number; negative when one is none. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
