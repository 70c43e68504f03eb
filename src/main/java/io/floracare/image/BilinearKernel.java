package io.floracare.image;

/**
 * Weights of an antialiased bilinear resize along one axis, as Pillow computes them: a triangle as
 * wide as the scale (at least one pixel), normalised in double precision, rounded to 22 fractional
 * bits.
 */
final class BilinearKernel {
    static final int FRACTION_BITS = 22;

    private final int inSize;
    private final int outSize;
    private final int first;
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
        this.first = first;
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
        return in == inSize && out == outSize && from == first && wanted == start.length;
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
}
