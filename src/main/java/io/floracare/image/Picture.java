package io.floracare.image;

import io.floracare.message.ImageFeatures;
import java.nio.FloatBuffer;

/**
 * Decoded, oriented 8-bit pixels that an {@link ImageReader} owns; valid until the reader's next
 * read.
 */
public final class Picture {
    Picture() {}

    /**
     * Writes the model's input.
     *
     * @param spec how
     * @param tensor direct buffer of at least {@code spec.floats()} floats; written from index 0,
     *     position unchanged
     */
    public void toTensor(TensorSpec spec, FloatBuffer tensor) {
        throw new IllegalStateException("being written");
    }

    /** Image properties, measured on the picture reduced to a shorter side of about 256 pixels. */
    public ImageFeatures features() {
        throw new IllegalStateException("being written");
    }
}
