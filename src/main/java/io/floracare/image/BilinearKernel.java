package io.floracare.image;

/**
 * Weights of an antialiased bilinear resize along one axis, as Pillow computes them: a triangle as
 * wide as the scale (at least one pixel), normalised in double precision, rounded to 22 fractional
 * bits.
 */
final class BilinearKernel {
    private static final int FRACTION_BITS = 22;

    /** What a sum starts with, so that its level is rounded. */
    static final int HALF = 1 << (FRACTION_BITS - 1);

    private final int inSize;
    private final int outSize;
    private final int firstWanted;
    private final int stride;
    private final int[] start;
    private final int[] count;
    private final int[] weights;

    /**
     * @param inSize pixels before
     * @param outSize pixels after
     * @param first first output pixel that is wanted
     * @param wanted number of output pixels that are wanted
     */
    BilinearKernel(int inSize, int outSize, int first, int wanted) {
        this.inSize = inSize;
        this.outSize = outSize;
        this.firstWanted = first;
        double scale = (double) inSize / outSize;
        double support = Math.max(scale, 1);
        stride = (int) Math.ceil(support) * 2 + 1;
        start = new int[wanted];
        count = new int[wanted];
        weights = new int[Math.multiplyExact(wanted, stride)];
        double[] raw = new double[stride];
        for (int i = 0; i < wanted; i++) {
            double center = (first + i + 0.5) * scale;
            start[i] = Math.max((int) (center - support + 0.5), 0);
            count[i] = Math.min((int) (center + support + 0.5), inSize) - start[i];
            double sum = 0;
            for (int k = 0; k < count[i]; k++) {
                double distance = Math.abs((k + start[i] - center + 0.5) * (1 / support));
                raw[k] = distance < 1 ? 1 - distance : 0;
                sum += raw[k];
            }
            for (int k = 0; k < count[i]; k++) {
                weights[i * stride + k] = (int) (0.5 + raw[k] / sum * (1 << FRACTION_BITS));
            }
        }
    }

    /** Whether this is the kernel of these constructor arguments. */
    boolean fits(int in, int out, int from, int wanted) {
        return in == inSize && out == outSize && from == firstWanted && wanted == start.length;
    }

    /** Most input pixels that an output pixel has. */
    int stride() {
        return stride;
    }

    /** First input pixel of the i-th wanted output pixel. */
    int start(int i) {
        return start[i];
    }

    /** Number of its input pixels. */
    int count(int i) {
        return count[i];
    }

    /** Number of input pixels that all wanted output pixels together need. */
    int span() {
        int last = start.length - 1;
        return start[last] + count[last] - start[0];
    }

    /** Weight of the k-th input pixel of the i-th wanted output pixel. */
    int weight(int i, int k) {
        return weights[i * stride + k];
    }

    /**
     * Resizes one row.
     *
     * @param row pixels of three channels, from the first one that is needed
     * @param into receives a level a channel for each wanted pixel, from {@code offset}
     */
    void convolve(byte[] row, int[] into, int offset) {
        // Locals instead of fields: the stores to the row might change a field, so far as the
        // compiler knows.
        int[] starts = start;
        int[] counts = count;
        int[] kernel = weights;
        int step = stride;
        int origin = starts[0];
        int at = offset;
        for (int x = 0; x < starts.length; x++) {
            int blue = HALF;
            int green = HALF;
            int red = HALF;
            int from = (starts[x] - origin) * Pixels.CHANNELS;
            int first = x * step;
            int end = first + counts[x];
            for (int k = first; k < end; k++) {
                int weight = kernel[k];
                blue += (row[from] & 0xff) * weight;
                green += (row[from + 1] & 0xff) * weight;
                red += (row[from + 2] & 0xff) * weight;
                from += Pixels.CHANNELS;
            }
            into[at] = level(blue);
            into[at + 1] = level(green);
            into[at + 2] = level(red);
            at += Pixels.CHANNELS;
        }
    }

    /** The 8-bit level of a weighted sum; rounded weights may add up to a little more than 1. */
    static int level(int sum) {
        return Math.min(sum >> FRACTION_BITS, 255);
    }
}
