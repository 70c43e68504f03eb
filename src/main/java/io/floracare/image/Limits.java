package io.floracare.image;

import io.floracare.message.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Checks a header before a pixel is allocated. */
final class Limits {
    private Limits() {}

    static @Nullable Refusal check(Header header, ImageLimits limits, TensorSpec spec) {
        String size = header.displayWidth() + "×" + header.displayHeight() + " pixels";
        if (header.pixels() > limits.maxPixels()) {
            return new Refusal(
                    ErrorCode.TOO_MANY_PIXELS,
                    "the image has " + size + ", more than the limit of " + limits.maxPixels());
        }
        int minSide =
                spec.resize() == TensorSpec.Resize.NONE
                        ? Math.max(limits.minSide(), spec.size())
                        : limits.minSide();
        if (header.shortSide() < minSide) {
            return new Refusal(
                    ErrorCode.TOO_SMALL,
                    "the image has " + size + "; each side must have at least " + minSide);
        }
        return null;
    }
}
