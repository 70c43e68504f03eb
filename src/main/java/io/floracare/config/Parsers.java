package io.floracare.config;

import io.floracare.config.Setting.Parser;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The languages that settings are written in. */
final class Parsers {
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Map<String, Integer> SIZE_SHIFTS =
            Map.of("b", 0, "kib", 10, "mib", 20, "gib", 30);

    private Parsers() {}

    static Parser<String> text() {
        return text -> text;
    }

    static Parser<String> matching(Pattern pattern, String expected) {
        return text -> {
            require(pattern.matcher(text).matches(), expected);
            return text;
        };
    }

    /** An empty text means absent. */
    static <T> Parser<Optional<T>> optional(Parser<T> parser) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.parse(text));
    }

    /** Comma-separated; an empty text is an empty list. */
    static <T> Parser<List<T>> list(Parser<T> parser) {
        return text ->
                Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(parser::parse)
                        .toList();
    }

    static Parser<Long> integer(long least, long most) {
        String expected = "expected a whole number from " + least + " to " + most;
        return text -> {
            require(text.matches("[+-]?\\d{1,18}"), expected);
            long value = Long.parseLong(text);
            require(value >= least && value <= most, expected);
            return value;
        };
    }

    static Parser<Integer> smallInteger(int least, int most) {
        Parser<Long> parser = integer(least, most);
        return text -> Math.toIntExact(parser.parse(text));
    }

    /** A number of threads, or {@code cores}. */
    static Parser<Integer> threads() {
        Parser<Long> parser = integer(1, 256);
        return text -> {
            if (text.equals("cores")) {
                return Runtime.getRuntime().availableProcessors();
            }
            try {
                return Math.toIntExact(parser.parse(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + ", or 'cores'", e);
            }
        };
    }

    /** Bytes, with an optional binary unit. */
    static Parser<Integer> size(int least, int most) {
        String expected =
                "expected bytes from " + least + " to " + most + ", such as 500000 or 20MiB";
        return text -> {
            Matcher matcher = SIZE.matcher(text);
            require(matcher.matches(), expected);
            String unit = matcher.group(2) == null ? "b" : matcher.group(2);
            int shift = SIZE_SHIFTS.getOrDefault(unit.toLowerCase(Locale.ROOT), 0);
            long number = Long.parseLong(matcher.group(1));
            require(number <= Long.MAX_VALUE >> shift, expected);
            long bytes = number << shift;
            require(bytes >= least && bytes <= most, expected);
            return Math.toIntExact(bytes);
        };
    }

    static Parser<Duration> duration(Duration least, Duration most) {
        Supplier<String> expected =
                () -> "expected a time from " + show(least) + " to " + show(most) + ", such as 5s";
        return text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(expected.get());
            }
            long number = Long.parseLong(matcher.group(1));
            Duration value =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(expected.get());
            }
            return value;
        };
    }

    static Parser<Boolean> bool() {
        return text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "1" -> true;
                    case "false", "no", "off", "0" -> false;
                    default -> throw new IllegalArgumentException("expected true or false");
                };
    }

    /** A constant's name in lower case. */
    static <E extends Enum<E>> Parser<E> oneOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return text ->
                Arrays.stream(constants)
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(names(constants)));
    }

    private static String names(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "expected one of ", ""));
    }

    static Parser<Path> path() {
        return text -> {
            require(!text.isEmpty(), "expected a folder");
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("expected a folder: " + e.getReason(), e);
            }
        };
    }

    static Parser<URI> httpAddress() {
        String expected = "expected an address such as https://s3.example.org:9000";
        return text -> {
            try {
                URI uri = new URI(text);
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                require(http && uri.getHost() != null, expected);
                require(
                        uri.getUserInfo() == null,
                        "an address must not hold a name and password; use the AWS variables");
                return uri;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(expected, e);
            }
        };
    }

    private static String show(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(expected);
        }
    }
}
