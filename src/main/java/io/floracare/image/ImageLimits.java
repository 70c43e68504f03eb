package io.floracare.image;

/**
 * Bounds that hold before a pixel is decoded.
 *
 * @param maxBytes largest encoded size in bytes, at least 1
 * @param maxPixels largest width × height that the header may state, 1 to 2²⁸; each costs 3 bytes
 *     of native memory a reader, twice that when EXIF turns the picture
 * @param minSide shortest side in pixels, at least 1
 */
public record ImageLimits(int maxBytes, long maxPixels, int minSide) {
    /** 20 MiB, 64 megapixels, 16 pixels. */
    public static final ImageLimits DEFAULT = new ImageLimits(20 << 20, 64_000_000, 16);

    private static final long MOST_PIXELS = 1 << 28;

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || minSide < 1) {
            throw new IllegalArgumentException(
                    "image limits must be at least 1: "
                            + maxBytes
                            + ", "
                            + maxPixels
                            + ", "
                            + minSide);
        }
        if (maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "an image limit of " + maxPixels + " pixels; at most " + MOST_PIXELS);
        }
    }
}
