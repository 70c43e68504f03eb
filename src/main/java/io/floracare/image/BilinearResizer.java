package io.floracare.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resizes and crops bit for bit as Pillow's {@code Image.resize(…, BILINEAR)} followed by a crop
 * does: first rows, then columns, 8-bit values in between. Only the pixels of the crop are
 * computed. Scratch memory is kept; not for two threads.
 */
final class BilinearResizer {
    private static final int HALF = 1 << (BilinearKernel.FRACTION_BITS - 1);

    private @Nullable BilinearKernel across;
    private @Nullable BilinearKernel down;
    private final Scratch source = new Scratch();
    private final Scratch window = new Scratch();
    private final Scratch output = new Scratch();
    private int[] sums = new int[0];

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
        if (to.height() == pixels.height()) {
            byte[] row = output.atLeast(to.size() * Pixels.CHANNELS);
            for (int y = 0; y < to.size(); y++) {
                horizontal(pixels, to, to.top() + y, row, 0);
                rows.accept(y, row);
            }
        } else {
            vertical(pixels, to, rows);
        }
    }

    /** Keeps the rows that one output row needs in a ring, so that a tall picture costs little. */
    private void vertical(Pixels pixels, Geometry to, Rows rows) {
        BilinearKernel kernel = down;
        if (kernel == null || !kernel.fits(pixels.height(), to.height(), to.top(), to.size())) {
            kernel = new BilinearKernel(pixels.height(), to.height(), to.top(), to.size());
            down = kernel;
        }
        int rowBytes = to.size() * Pixels.CHANNELS;
        int ring = kernel.stride();
        byte[] kept = window.atLeast(Math.multiplyExact(ring, rowBytes));
        byte[] row = output.atLeast(rowBytes);
        if (sums.length != rowBytes) {
            sums = new int[rowBytes];
        }
        int next = kernel.start(0);
        for (int y = 0; y < to.size(); y++) {
            int from = kernel.start(y);
            int count = kernel.count(y);
            for (; next < from + count; next++) {
                horizontal(pixels, to, next, kept, next % ring * rowBytes);
            }
            Arrays.fill(sums, HALF);
            for (int k = 0; k < count; k++) {
                int weight = kernel.weight(y, k);
                addWeighted(kept, (from + k) % ring * rowBytes, weight, sums);
            }
            for (int i = 0; i < rowBytes; i++) {
                row[i] = (byte) clip(sums[i]);
            }
            rows.accept(y, row);
        }
    }

    private static void addWeighted(byte[] row, int offset, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (row[offset + i] & 0xff) * weight;
        }
    }

    private void horizontal(Pixels pixels, Geometry to, int y, byte[] into, int offset) {
        if (to.width() == pixels.width()) {
            pixels.row(y, to.left(), to.size(), into, offset);
            return;
        }
        BilinearKernel kernel = across;
        if (kernel == null || !kernel.fits(pixels.width(), to.width(), to.left(), to.size())) {
            kernel = new BilinearKernel(pixels.width(), to.width(), to.left(), to.size());
            across = kernel;
        }
        int firstX = kernel.start(0);
        int span = kernel.span();
        byte[] row = source.atLeast(span * Pixels.CHANNELS);
        pixels.row(y, firstX, span, row, 0);
        int at = offset;
        for (int x = 0; x < to.size(); x++) {
            int blue = HALF;
            int green = HALF;
            int red = HALF;
            int from = (kernel.start(x) - firstX) * Pixels.CHANNELS;
            int count = kernel.count(x);
            for (int k = 0; k < count; k++) {
                int weight = kernel.weight(x, k);
                blue += (row[from] & 0xff) * weight;
                green += (row[from + 1] & 0xff) * weight;
                red += (row[from + 2] & 0xff) * weight;
                from += Pixels.CHANNELS;
            }
            into[at] = (byte) clip(blue);
            into[at + 1] = (byte) clip(green);
            into[at + 2] = (byte) clip(red);
            at += Pixels.CHANNELS;
        }
    }

    private static int clip(int sum) {
        return Math.min(sum >> BilinearKernel.FRACTION_BITS, 255);
    }
}
