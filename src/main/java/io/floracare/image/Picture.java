package io.floracare.image;

import io.floracare.message.ImageFeatures;
import java.nio.FloatBuffer;

/**
 * Decoded, oriented 8-bit pixels that an {@link ImageReader} owns; valid until the reader's next
 * read.
 */
public final class Picture {
    private final PictureWorkshop workshop;
    private final Pixels pixels;
    private final Header header;
    private final long ticket;

    Picture(PictureWorkshop workshop, Pixels pixels, Header header) {
        this.workshop = workshop;
        this.pixels = pixels;
        this.header = header;
        this.ticket = workshop.ticket();
    }

    /**
     * Writes the model's input.
     *
     * @param spec how
     * @param tensor direct buffer of at least {@code spec.floats()} floats; written from index 0,
     *     position unchanged
     * @throws IllegalStateException if the reader has read another image since
     */
    public void toTensor(TensorSpec spec, FloatBuffer tensor) {
        workshop.toTensor(ticket, pixels, spec, tensor);
    }

    /**
     * Image properties, measured on the picture reduced to a shorter side of 256 pixels; a smaller
     * picture is measured as it is.
     *
     * @throws IllegalStateException if the reader has read another image since
     */
    public ImageFeatures features() {
        return workshop.features(ticket, pixels, header);
    }
}
