package io.floracare.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of something a span of time allows. The whole may be used at once and comes back evenly.
 *
 * @param amount at least 1
 * @param window a second, a minute or an hour
 */
public record Rate(int amount, Duration window) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})\\s*/\\s*([smh])");

    public Rate {
        if (amount < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a rate is at least 1 in some time");
        }
    }

    static Rate parse(String text) {
        Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("expected a rate such as 10/s, 600/m or 5000/h");
        }
        Duration window =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return new Rate(Integer.parseInt(matcher.group(1)), window);
    }

    @Override
    public String toString() {
        return amount + (window.toSeconds() == 1 ? "/s" : window.toMinutes() == 1 ? "/m" : "/h");
    }
}
