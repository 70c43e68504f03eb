package io.floracare.drawing;

/**
 * What to draw. Equal drawings give equal pixels on one Java runtime.
 *
 * @param seed decides species, lesions, colours, light and background
 * @param width in pixels, 16 to 8192
 * @param height as {@code width}
 * @param darken how much light is missing: 0 as drawn, 1 black
 * @param blur standard deviation of the blur in pixels of a picture whose shorter side is 256
 *     pixels, 0 to 32
 */
public record LeafDrawing(long seed, int width, int height, double darken, double blur) {
    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 8192;
    private static final int MAX_BLUR = 32;

    public LeafDrawing {
        if (Math.min(width, height) < MIN_SIDE || Math.max(width, height) > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "a drawing of " + width + "×" + height + " pixels; each side is 16 to 8192");
        }
        if (!(darken >= 0 && darken <= 1)) {
            throw new IllegalArgumentException("darken is " + darken + ", not 0 to 1");
        }
        if (!(blur >= 0 && blur <= MAX_BLUR)) {
            throw new IllegalArgumentException("blur is " + blur + ", not 0 to 32");
        }
    }

    /** A sharp drawing in full light. */
    public static LeafDrawing of(long seed, int width, int height) {
        return new LeafDrawing(seed, width, height, 0, 0);
    }
}
