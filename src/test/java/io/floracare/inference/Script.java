package io.floracare.inference;

import io.floracare.image.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a scripted session does instead of answering: rules {@code trigger=action} separated by
 * semicolons, the first that applies. Triggers: {@code always}; {@code colour:RRGGBB}, a picture
 * whose average is within 12 levels of that colour; {@code call:N}, the loader's Nth forward pass
 * from 1; {@code file:PATH}, while that file exists. Actions: {@code throw}, {@code nan}, {@code
 * hang} (until interrupted), {@code slow} (answers after half a second) and {@code halt} (the
 * process dies at once with status 137).
 */
public record Script(List<Rule> rules) {
    /** Answers always. */
    public static final Script ANSWERS = new Script(List.of());

    private static final double TOLERANCE = 12;

    public Script {
        rules = List.copyOf(rules);
    }

    /** What happens instead of an answer. */
    public enum Action {
        THROW,
        NAN,
        HANG,
        SLOW,
        HALT
    }

    /** What makes it happen. */
    public sealed interface Trigger {
        record Always() implements Trigger {}

        record Colour(int red, int green, int blue) implements Trigger {}

        record Call(long number) implements Trigger {}

        record While(Path file) implements Trigger {}
    }

    /** One trigger and what it causes. */
    public record Rule(Trigger trigger, Action action) {}

    /** Reads rules as the class comment describes them. */
    public static Script parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String rule : text.split(";", -1)) {
            if (rule.isBlank()) {
                continue;
            }
            int equals = rule.lastIndexOf('=');
            rules.add(
                    new Rule(
                            trigger(rule.substring(0, equals).strip()),
                            Action.valueOf(
                                    rule.substring(equals + 1).strip().toUpperCase(Locale.ROOT))));
        }
        return new Script(rules);
    }

    /** Whether a trigger applies to the given forward pass. */
    static boolean applies(Trigger trigger, long call, TensorSpec spec, FloatBuffer tensor) {
        return switch (trigger) {
            case Trigger.Always() -> true;
            case Trigger.Call(long number) -> call == number;
            case Trigger.While(Path file) -> Files.exists(file);
            case Trigger.Colour(int red, int green, int blue) -> {
                double[] average = average(spec, tensor);
                yield Math.abs(average[0] - red) <= TOLERANCE
                        && Math.abs(average[1] - green) <= TOLERANCE
                        && Math.abs(average[2] - blue) <= TOLERANCE;
            }
        };
    }

    /** Average red, green and blue level of the picture in a tensor, in [0, 255]. */
    static double[] average(TensorSpec spec, FloatBuffer tensor) {
        int plane = spec.size() * spec.size();
        float[] mean = {spec.mean().first(), spec.mean().second(), spec.mean().third()};
        float[] std = {spec.std().first(), spec.std().second(), spec.std().third()};
        double[] average = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            for (int i = 0; i < plane; i++) {
                sum += tensor.get(channel * plane + i);
            }
            int colour = spec.order() == TensorSpec.Order.RGB ? channel : 2 - channel;
            average[colour] = (sum / plane * std[channel] + mean[channel]) * 255;
        }
        return average;
    }

    private static Trigger trigger(String text) {
        int colon = text.indexOf(':');
        String argument = text.substring(colon + 1);
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case "always" -> new Trigger.Always();
            case "call" -> new Trigger.Call(Long.parseLong(argument));
            case "file" -> new Trigger.While(Path.of(argument));
            case "colour" -> {
                byte[] rgb = HexFormat.of().parseHex(argument);
                yield new Trigger.Colour(rgb[0] & 255, rgb[1] & 255, rgb[2] & 255);
            }
            default -> throw new IllegalArgumentException("no trigger '" + text + "'");
        };
    }
}
