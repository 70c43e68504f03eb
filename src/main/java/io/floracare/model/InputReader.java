package io.floracare.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.image.TensorSpec;
import io.floracare.image.TensorSpec.Order;
import io.floracare.image.TensorSpec.Resize;
import java.util.List;
import java.util.Set;

/** Reads a manifest's {@code input}. */
final class InputReader {
    private static final Set<String> FIELDS =
            Set.of("size", "resize", "crop", "interpolation", "channels", "mean", "std");
    private static final Set<String> RESIZE_FIELDS = Set.of("mode", "size");
    private static final int MIN_SIDE = 8;
    private static final int MAX_SIDE = 2048;

    private InputReader() {}

    static TensorSpec read(Fields root) throws RefusedException {
        Fields input = root.object("input", FIELDS);
        int size = input.integer("size", MIN_SIDE, MAX_SIDE);
        Fields resize = input.object("resize", RESIZE_FIELDS);
        Resize mode = mode(resize);
        int resizeSize =
                mode == Resize.NONE ? size : resize.integer("size", MIN_SIDE, 2 * MAX_SIDE);
        boolean crop = crop(input);
        check(input, size, mode, resizeSize, crop);
        String interpolation = input.text("interpolation");
        if (!interpolation.equals("bilinear-antialias")) {
            throw input.wrong(
                    "interpolation", "is " + interpolation + "; only bilinear-antialias is known");
        }
        return new TensorSpec(
                size,
                mode,
                resizeSize,
                crop,
                order(input),
                triple(input, "mean", false),
                triple(input, "std", true));
    }

    private static void check(Fields input, int size, Resize mode, int resizeSize, boolean crop)
            throws RefusedException {
        switch (mode) {
            case SHORT_SIDE -> {
                if (!crop) {
                    throw input.wrong(
                            "crop", "must be center: short-side leaves the picture oblong");
                }
                if (resizeSize < size) {
                    throw input.wrong(
                            "resize.size",
                            "is %d, less than the crop of %d".formatted(resizeSize, size));
                }
            }
            case SQUASH -> {
                if (resizeSize != size) {
                    throw input.wrong(
                            "resize.size",
                            "is %d; with squash it must be input.size, %d"
                                    .formatted(resizeSize, size));
                }
            }
            case NONE -> {
                if (!crop) {
                    throw input.wrong("crop", "must be center when resize.mode is none");
                }
            }
        }
    }

    private static Resize mode(Fields resize) throws RefusedException {
        String mode = resize.text("mode");
        return switch (mode) {
            case "short-side" -> Resize.SHORT_SIDE;
            case "squash" -> Resize.SQUASH;
            case "none" -> Resize.NONE;
            default ->
                    throw resize.wrong(
                            "mode", "is " + mode + "; known are short-side, squash, none");
        };
    }

    private static boolean crop(Fields input) throws RefusedException {
        String crop = input.text("crop");
        return switch (crop) {
            case "center" -> true;
            case "none" -> false;
            default -> throw input.wrong("crop", "is " + crop + "; known are center, none");
        };
    }

    private static Order order(Fields input) throws RefusedException {
        String channels = input.text("channels");
        return switch (channels) {
            case "RGB" -> Order.RGB;
            case "BGR" -> Order.BGR;
            default -> throw input.wrong("channels", "is " + channels + "; known are RGB, BGR");
        };
    }

    private static TensorSpec.Triple triple(Fields input, String name, boolean positive)
            throws RefusedException {
        List<JsonNode> list = input.array(name, 3, 3);
        float[] values = new float[3];
        for (int i = 0; i < 3; i++) {
            String at = input.at(name) + "[" + i + "]";
            // Below this a standard deviation is a mistake, and dividing by it overflows.
            values[i] = input.number(at, list.get(i), positive ? 1e-4f : -1000, 1000);
        }
        return new TensorSpec.Triple(values[0], values[1], values[2]);
    }
}
