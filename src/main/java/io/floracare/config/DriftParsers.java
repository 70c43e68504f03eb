package io.floracare.config;

import io.floracare.config.DriftSettings.Budget;
import io.floracare.config.DriftSettings.Ratio;
import io.floracare.config.Setting.Parser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The languages that only settings of drift are written in. */
final class DriftParsers {
    private static final Pattern PAIR = Pattern.compile("([^/]+)/([^/]+)");
    private static final Set<String> ISSUES =
            Set.of(
                    "error",
                    "corrupt",
                    "truncated",
                    "wrong-size",
                    "wrong-format",
                    "blank",
                    "grey",
                    "alpha",
                    "no-exif",
                    "duplicate");

    private DriftParsers() {}

    /** Such as {@code 1/30d}. */
    static Parser<Budget> budget() {
        Parser<Duration> period = Parsers.duration(Duration.ofMinutes(1), Duration.ofDays(3650));
        return text -> {
            Matcher pair = PAIR.matcher(text);
            if (!pair.matches()) {
                throw new IllegalArgumentException(
                        "expected false alerts in a time, such as 1/30d");
            }
            return new Budget(number(pair.group(1), 1e-6, 1e6), period.parse(pair.group(2)));
        };
    }

    /** Such as {@code 2/3}, at most so many. */
    static Parser<Ratio> ratio(int most) {
        return text -> {
            Matcher pair = PAIR.matcher(text);
            String expected = "expected N/M with 1 <= N <= M <= " + most + ", such as 2/3";
            if (!pair.matches()) {
                throw new IllegalArgumentException(expected);
            }
            Parser<Integer> number = Parsers.smallInteger(1, most);
            Ratio ratio = new Ratio(number.parse(pair.group(1)), number.parse(pair.group(2)));
            if (ratio.some() > ratio.of()) {
                throw new IllegalArgumentException(expected);
            }
            return ratio;
        };
    }

    /** Such as {@code no-exif=1,grey=0.05}. */
    static Parser<Map<String, Double>> shares() {
        Parser<List<String>> parts = Parsers.list(Parsers.text());
        return text -> {
            Map<String, Double> shares = new TreeMap<>();
            for (String part : parts.parse(text)) {
                String[] pair = part.split("=", 2);
                if (pair.length != 2 || !ISSUES.contains(pair[0].strip())) {
                    throw new IllegalArgumentException(
                            "expected issues with shares, such as no-exif=1,grey=0.05");
                }
                shares.put(pair[0].strip(), number(pair[1], 0, 1));
            }
            return shares;
        };
    }

    private static double number(String text, double least, double most) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException(
                "expected a number from %s to %s, not '%s'".formatted(least, most, text));
    }
}
