package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The streaming, cropping resizer against a plain one that computes the whole picture. */
class BilinearResizerTest {
    private final BilinearResizer resizer = new BilinearResizer();

    @Property(tries = 200)
    void computes_the_crop_of_the_whole_resized_picture(
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(min = 1, max = 90) int height,
            @ForAll @IntRange(min = 20, max = 60) int newWidth,
            @ForAll @IntRange(min = 20, max = 60) int newHeight,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll long seed) {
        byte[] picture = new byte[width * height * 3];
        new SplittableRandom(seed).nextBytes(picture);
        Geometry to =
                new Geometry(
                        newWidth, newHeight, (newWidth - size) / 2, (newHeight - size) / 2, size);
        byte[] whole = columns(rows(picture, width, height, newWidth), newWidth, height, newHeight);

        byte[] cropped = new byte[size * size * 3];
        resizer.resize(
                new Pixels(direct(picture), width, height),
                to,
                (y, row) -> System.arraycopy(row, 0, cropped, y * size * 3, size * 3));

        byte[] expected = new byte[cropped.length];
        for (int y = 0; y < size; y++) {
            int from = ((to.top() + y) * newWidth + to.left()) * 3;
            System.arraycopy(whole, from, expected, y * size * 3, size * 3);
        }
        assertThat(cropped).isEqualTo(expected);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
    }

    private static byte[] rows(byte[] in, int width, int height, int newWidth) {
        byte[] out = new byte[newWidth * height * 3];
        for (int x = 0; x < newWidth; x++) {
            double[] weights = weights(width, newWidth, x);
            for (int i = 0; i < height * 3; i++) {
                int row = i / 3;
                long sum = 1 << 21;
                for (int k = 0; k < width; k++) {
                    sum += (in[(row * width + k) * 3 + i % 3] & 0xff) * fixed(weights[k]);
                }
                out[(row * newWidth + x) * 3 + i % 3] = (byte) (sum >> 22);
            }
        }
        return out;
    }

    private static byte[] columns(byte[] in, int width, int height, int newHeight) {
        byte[] out = new byte[width * newHeight * 3];
        for (int y = 0; y < newHeight; y++) {
            double[] weights = weights(height, newHeight, y);
            for (int i = 0; i < width * 3; i++) {
                long sum = 1 << 21;
                for (int k = 0; k < height; k++) {
                    sum += (in[k * width * 3 + i] & 0xff) * fixed(weights[k]);
                }
                out[y * width * 3 + i] = (byte) (sum >> 22);
            }
        }
        return out;
    }

    private static long fixed(double weight) {
        return (long) (0.5 + weight * (1 << 22));
    }

    /** The triangle around an output pixel, over all input pixels; nothing moves at equal sizes. */
    private static double[] weights(int in, int out, int position) {
        double[] weights = new double[in];
        if (in == out) {
            weights[position] = 1;
            return weights;
        }
        double scale = (double) in / out;
        double support = Math.max(1, scale);
        double center = (position + 0.5) * scale;
        for (int k = 0; k < in; k++) {
            weights[k] = Math.max(0, 1 - Math.abs(k + 0.5 - center) / support);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
