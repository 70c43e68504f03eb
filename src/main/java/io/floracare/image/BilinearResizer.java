package io.floracare.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resizes and crops bit for bit as Pillow's {@code Image.resize(…, BILINEAR)} followed by a crop
 * does: first rows, then columns, 8-bit levels in between. Only the pixels of the crop are
 * computed. Scratch memory is kept; not for two threads.
 */
final class BilinearResizer {
    private static final int KEPT_INTS = 1 << 20;

    private @Nullable BilinearKernel across;
    private @Nullable BilinearKernel down;
    private final Scratch source = new Scratch();
    private byte[] output = new byte[0];
    private int[] sums = new int[0];
    private int[] ring = new int[0];

    /** Receives the rows of the result from the top. */
    interface Rows {
        /**
         * One row.
         *
         * @param row {@code size} pixels, channels as in {@link Pixels}; reused for the next row
         */
        void accept(int y, byte[] row);
    }

    void resize(Pixels pixels, Geometry to, Rows rows) {
        int rowLevels = to.size() * Pixels.CHANNELS;
        if (output.length != rowLevels) {
            output = new byte[rowLevels];
            sums = new int[rowLevels];
        }
        if (to.height() != pixels.height()) {
            vertical(pixels, to, rows);
            return;
        }
        for (int y = 0; y < to.size(); y++) {
            if (to.width() == pixels.width()) {
                pixels.row(to.top() + y, to.left(), to.size(), output);
            } else {
                horizontal(pixels, to, to.top() + y, sums, 0);
                for (int i = 0; i < rowLevels; i++) {
                    output[i] = (byte) sums[i];
                }
            }
            rows.accept(y, output);
        }
    }

    /**
     * Keeps the source rows that one output row needs in a ring, so that a tall picture costs
     * little memory, as ints, so that the compiler makes vector instructions of the sums.
     */
    private void vertical(Pixels pixels, Geometry to, Rows rows) {
        BilinearKernel kernel = down;
        if (kernel == null || !kernel.fits(pixels.height(), to.height(), to.top(), to.size())) {
            kernel = new BilinearKernel(pixels.height(), to.height(), to.top(), to.size());
            down = kernel;
        }
        int slots = kernel.stride();
        reserveRing(Math.multiplyExact(slots, sums.length));
        int next = kernel.start(0);
        for (int y = 0; y < to.size(); y++) {
            int from = kernel.start(y);
            int count = kernel.count(y);
            for (; next < from + count; next++) {
                horizontal(pixels, to, next, ring, next % slots * sums.length);
            }
            Arrays.fill(sums, BilinearKernel.HALF);
            for (int k = 0; k < count; k++) {
                addWeighted(ring, (from + k) % slots * sums.length, kernel.weight(y, k), sums);
            }
            for (int i = 0; i < sums.length; i++) {
                output[i] = (byte) BilinearKernel.level(sums[i]);
            }
            rows.accept(y, output);
        }
    }

    private void reserveRing(int ints) {
        if (ring.length < ints || (ring.length > KEPT_INTS && ints <= KEPT_INTS)) {
            ring = new int[ints];
        }
    }

    private static void addWeighted(int[] levels, int offset, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += levels[offset + i] * weight;
        }
    }

    private void horizontal(Pixels pixels, Geometry to, int y, int[] into, int offset) {
        if (to.width() == pixels.width()) {
            pixels.row(y, to.left(), to.size(), output);
            for (int i = 0; i < output.length; i++) {
                into[offset + i] = output[i] & 0xff;
            }
            return;
        }
        BilinearKernel kernel = across;
        if (kernel == null || !kernel.fits(pixels.width(), to.width(), to.left(), to.size())) {
            kernel = new BilinearKernel(pixels.width(), to.width(), to.left(), to.size());
            across = kernel;
        }
        byte[] row = source.atLeast(kernel.span() * Pixels.CHANNELS);
        pixels.row(y, kernel.start(0), kernel.span(), row);
        kernel.convolve(row, into, offset);
    }
}
