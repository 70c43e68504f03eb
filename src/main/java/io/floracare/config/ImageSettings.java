package io.floracare.config;

import java.util.List;

/**
 * Bounds on images.
 *
 * @param maxBytes largest encoded size in bytes
 * @param maxPixels largest width × height
 * @param minSide shortest side in pixels
 */
public record ImageSettings(int maxBytes, long maxPixels, int minSide) {
    static final Setting<Integer> MAX_BYTES =
            Setting.of(
                    "image.max.bytes",
                    Parsers.size(1024, 256 << 20),
                    "20MiB",
                    "Largest encoded image; more gives error/too-many-bytes.");
    static final Setting<Long> MAX_PIXELS =
            Setting.of(
                    "image.max.pixels",
                    Parsers.integer(1, 1_000_000_000),
                    "64000000",
                    "Largest width times height; more gives error/too-many-pixels, before anything"
                            + " is decoded.");
    static final Setting<Integer> MIN_SIDE =
            Setting.of(
                    "image.min.side",
                    Parsers.smallInteger(1, 4096),
                    "16",
                    "Shortest side in pixels; less gives error/too-small.");
    static final List<Setting<?>> ALL = List.of(MAX_BYTES, MAX_PIXELS, MIN_SIDE);

    static ImageSettings from(Values values) {
        ImageSettings image =
                new ImageSettings(
                        values.get(MAX_BYTES), values.get(MAX_PIXELS), values.get(MIN_SIDE));
        if ((long) image.minSide * image.minSide > image.maxPixels) {
            values.problem(
                    "image.min.side is "
                            + image.minSide
                            + ", but image.max.pixels allows only "
                            + image.maxPixels
                            + " pixels: no image could pass");
        }
        return image;
    }
}
