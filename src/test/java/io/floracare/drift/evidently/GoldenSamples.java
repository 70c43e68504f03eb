package io.floracare.drift.evidently;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples that the recorded values name by formula. */
final class GoldenSamples {
    private static final Pattern CONSTANT = Pattern.compile("(\\d+) x ([\\d.]+)");
    private static final Pattern SEQUENCE =
            Pattern.compile("(lin|sq|fl)\\((\\d+),([AB]),([\\d.]+),([\\d.]+)\\)(.*)");

    private GoldenSamples() {}

    /** A sample, compared with the sum and the first values recorded with it. */
    static double[] checked(JsonNode example, String side) {
        double[] values = values(example.get(side).asText());
        JsonNode check = example.get("check");
        double sum = check.get(side + "_sum").asDouble();
        assertThat(Arrays.stream(values).sum()).isCloseTo(sum, within(Math.abs(sum) * 1e-9));
        for (int i = 0; i < 3; i++) {
            assertThat(values[i]).isEqualTo(check.get(side + "_first").get(i).asDouble());
        }
        return values;
    }

    static double[] values(String formula) {
        Matcher constant = CONSTANT.matcher(formula);
        if (constant.matches()) {
            double[] values = new double[Integer.parseInt(constant.group(1))];
            Arrays.fill(values, Double.parseDouble(constant.group(2)));
            return values;
        }
        Matcher sequence = SEQUENCE.matcher(formula);
        assertThat(sequence.matches()).as(formula).isTrue();
        double step = sequence.group(3).equals("A") ? 0.6180339887498949 : 0.7548776662466927;
        double[] values =
                sequence(
                        Integer.parseInt(sequence.group(2)),
                        step,
                        map(
                                sequence.group(1),
                                Double.parseDouble(sequence.group(4)),
                                Double.parseDouble(sequence.group(5))));
        if (sequence.group(6).equals(" with element 0 = 1e6")) {
            values[0] = 1e6;
        } else {
            assertThat(sequence.group(6)).isEmpty();
        }
        return values;
    }

    private static double[] sequence(int size, double step, DoubleUnaryOperator map) {
        double[] values = new double[size];
        for (int k = 0; k < size; k++) {
            values[k] = map.applyAsDouble(k * step % 1);
        }
        return values;
    }

    private static DoubleUnaryOperator map(String kind, double scale, double offset) {
        return switch (kind) {
            case "lin" -> u -> Math.rint((u * scale + offset) * 1e6) / 1e6;
            case "sq" -> u -> Math.rint((u * u * scale + offset) * 1e6) / 1e6;
            case "fl" -> u -> Math.floor(u * scale) + offset;
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
