package io.floracare.image;

/**
 * Reads untrusted encoded images. One a thread; not safe for use by two threads. Native memory is
 * kept between reads.
 */
public final class ImageReader implements AutoCloseable {

    public ImageReader(ImageLimits limits) {}

    /**
     * Probes, checks, decodes and orients.
     *
     * @param encoded the image file's bytes, of any content
     * @param spec the input that will be asked for: a large JPEG is decoded at a reduced size that
     *     still exceeds it
     * @return the outcome; nothing is thrown for any content
     */
    public ReadOutcome read(byte[] encoded, TensorSpec spec) {
        throw new IllegalStateException("being written");
    }

    @Override
    public void close() {}
}
