package io.floracare.image;

import java.nio.ByteBuffer;

/**
 * 8-bit pixels in native memory, rows from the top, channels B, G, R without padding.
 *
 * @param data {@code width * height * 3} bytes
 */
record Pixels(ByteBuffer data, int width, int height) {
    static final int CHANNELS = 3;

    /** Copies part of a row. */
    void row(int y, int firstX, int count, byte[] into) {
        int from = (y * width + firstX) * CHANNELS;
        data.get(from, into, 0, count * CHANNELS);
    }
}
