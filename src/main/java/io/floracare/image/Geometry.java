package io.floracare.image;

/**
 * Where a model's input lies in a picture: the picture is resized to {@code width}×{@code height},
 * then size×size pixels are taken from {@code left}, {@code top}.
 */
record Geometry(int width, int height, int left, int top, int size) {

    static Geometry of(TensorSpec spec, int pictureWidth, int pictureHeight) {
        int width = pictureWidth;
        int height = pictureHeight;
        switch (spec.resize()) {
            case SHORT_SIDE -> {
                int shortSide = Math.min(pictureWidth, pictureHeight);
                width = scaled(pictureWidth, spec.resizeSize(), shortSide);
                height = scaled(pictureHeight, spec.resizeSize(), shortSide);
            }
            case SQUASH -> {
                width = spec.resizeSize();
                height = spec.resizeSize();
            }
            case NONE -> {}
        }
        return new Geometry(
                width, height, (width - spec.size()) / 2, (height - spec.size()) / 2, spec.size());
    }

    /** {@code round(side * target / shortSide)}, halves up. */
    private static int scaled(int side, int target, int shortSide) {
        return Math.toIntExact((2L * side * target + shortSide) / (2L * shortSide));
    }
}
