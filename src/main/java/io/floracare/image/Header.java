package io.floracare.image;

/**
 * What an image's header says.
 *
 * @param width stored width in pixels, at least 1; before {@code orientation} is applied
 * @param height as {@code width}
 * @param orientation EXIF orientation, 1 to 8; 1 where there is none or no sensible one
 * @param grey one colour channel
 * @param alpha an alpha channel or a transparent colour
 * @param exif EXIF metadata is present
 */
record Header(
        ImageFormat format,
        int width,
        int height,
        int orientation,
        boolean grey,
        boolean alpha,
        boolean exif) {

    /** Whether displaying exchanges width and height. */
    boolean sideways() {
        return orientation >= 5;
    }

    int displayWidth() {
        return sideways() ? height : width;
    }

    int displayHeight() {
        return sideways() ? width : height;
    }

    long pixels() {
        return (long) width * height;
    }

    int shortSide() {
        return Math.min(width, height);
    }
}
