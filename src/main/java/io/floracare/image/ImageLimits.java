package io.floracare.image;

/**
 * Bounds that hold before a pixel is decoded.
 *
 * @param maxBytes largest encoded size in bytes, at least 1
 * @param maxPixels largest width × height that the header may state, at least 1
 * @param minSide shortest side in pixels, at least 1
 */
public record ImageLimits(int maxBytes, long maxPixels, int minSide) {
    /** 20 MiB, 64 megapixels, 16 pixels. */
    public static final ImageLimits DEFAULT = new ImageLimits(20 << 20, 64_000_000, 16);

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
    }
}
