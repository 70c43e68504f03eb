package io.floracare.cli;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Values of options and operands: those that cannot be are refused before a command begins. */
final class Arguments {
    private static final Set<Class<?>> FRACTIONS =
            Set.of(double.class, Double.class, float.class, Float.class);

    private Arguments() {}

    /**
     * Checks numbers and paths as {@link Range} and {@link OnDisk} say.
     *
     * @throws UserError if one cannot be
     */
    static void check(ParseResult parsed) {
        for (ParseResult one = parsed; one != null; one = one.subcommand()) {
            one.matchedOptions().forEach(Arguments::check);
            one.matchedPositionals().forEach(Arguments::check);
        }
    }

    private static void check(ArgSpec spec) {
        @Nullable Object value = spec.getValue();
        for (Object each : value instanceof Collection<?> many ? many : Arrays.asList(value)) {
            @Nullable String expected =
                    switch (each) {
                        case Number number -> outside(spec, number.doubleValue());
                        case Path path -> unusable(spec, path);
                        case null, default -> null;
                    };
            if (expected != null) {
                throw UserError.value(name(spec), String.valueOf(each), expected);
            }
        }
    }

    private static @Nullable String outside(ArgSpec spec, double number) {
        Range range = annotation(spec, Range.class);
        return range == null || (number >= range.least() && number <= range.most())
                ? null
                : numbers(spec, range);
    }

    private static @Nullable String unusable(ArgSpec spec, Path path) {
        OnDisk place = annotation(spec, OnDisk.class);
        return place == null ? null : place.value().expected(path);
    }

    /** The sentence about a value that is not even of the option's type; null if it is that. */
    static @Nullable UserError unreadable(ParameterException failure) {
        ArgSpec spec = failure.getArgSpec();
        String value = failure.getValue();
        if (spec == null || value == null) {
            return null;
        }
        if (spec.isOption() && Map.class.isAssignableFrom(spec.type())) {
            return UserError.value(name(spec), value, spec.paramLabel());
        }
        return failure.getCause() instanceof TypeConversionException cause
                ? UserError.value(name(spec), value, expected(spec, value, cause))
                : null;
    }

    private static String expected(ArgSpec spec, String value, Throwable cause) {
        Range range = annotation(spec, Range.class);
        if (range != null) {
            boolean tooLong = range.most() == Double.MAX_VALUE && value.matches("\\d+");
            return tooLong ? "fewer digits" : numbers(spec, range);
        }
        Class<?> type = type(spec);
        return type.isEnum() ? oneOf(type) : String.valueOf(cause.getMessage());
    }

    private static String numbers(ArgSpec spec, Range range) {
        String what = FRACTIONS.contains(type(spec)) ? "a number" : "a whole number";
        boolean least = range.least() != -Double.MAX_VALUE;
        if (range.most() != Double.MAX_VALUE) {
            return what + " from " + plain(range.least()) + " to " + plain(range.most());
        }
        return least ? what + " of at least " + plain(range.least()) : what;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** An enum's constants by their names in lower case with hyphens. */
    static String oneOf(Class<?> type) {
        return oneOf(
                Arrays.stream(type.getEnumConstants())
                        .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    /** Some names, at least one, as a person says a choice. */
    static String oneOf(List<String> names) {
        int last = names.size() - 1;
        return last == 0
                ? names.getFirst()
                : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** As a person knows it: {@code --limit}, {@code FILE}. */
    private static String name(ArgSpec spec) {
        return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
    }

    /** Of one value, where there may be several. */
    static Class<?> type(ArgSpec spec) {
        return spec.isMultiValue() ? spec.auxiliaryTypes()[0] : spec.type();
    }

    static <A extends Annotation> @Nullable A annotation(ArgSpec spec, Class<A> type) {
        return spec.userObject() instanceof AnnotatedElement field
                ? field.getAnnotation(type)
                : null;
    }
}
