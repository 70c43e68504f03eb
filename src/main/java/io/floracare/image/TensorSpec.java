package io.floracare.image;

/**
 * How a picture becomes a model's input: a 1×3×size×size float32 tensor of {@code (v / 255 - mean)
 * / std}.
 *
 * @param size side of the square input in pixels
 * @param resize what happens before the crop
 * @param resizeSize the target of {@code resize} in pixels; equal to {@code size} unless {@code
 *     SHORT_SIDE}
 * @param centerCrop whether the middle size×size pixels are taken; otherwise the resized picture is
 *     the input
 * @param order order of the channels
 * @param mean per channel, in {@code order}
 * @param std per channel, in {@code order}, not 0
 */
public record TensorSpec(
        int size,
        Resize resize,
        int resizeSize,
        boolean centerCrop,
        Order order,
        Triple mean,
        Triple std) {

    public TensorSpec {
        if (size < 1 || resizeSize < size) {
            throw new IllegalArgumentException(
                    "input size "
                            + size
                            + " must be at least 1 and at most the resize's "
                            + resizeSize);
        }
        if (!centerCrop && (resize != Resize.SQUASH || resizeSize != size)) {
            throw new IllegalArgumentException(
                    "only a squash to the input size gives a square picture without a center crop");
        }
        if (std.first() == 0 || std.second() == 0 || std.third() == 0) {
            throw new IllegalArgumentException("a standard deviation of 0 cannot be divided by");
        }
    }

    /** What happens to the picture before the crop. */
    public enum Resize {
        /** The shorter side becomes {@code resizeSize}, the aspect is kept. */
        SHORT_SIDE,
        /** Both sides become {@code resizeSize}. */
        SQUASH,
        /** Nothing: the picture must be large enough. */
        NONE
    }

    /** Order of the channels in the tensor. */
    public enum Order {
        RGB,
        BGR
    }

    /** One number a channel. */
    public record Triple(float first, float second, float third) {}

    /** Number of floats in the tensor. */
    public int floats() {
        return 3 * size * size;
    }
}
