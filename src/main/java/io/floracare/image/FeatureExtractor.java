package io.floracare.image;

import io.floracare.message.ImageFeatures;
import java.util.Arrays;

/**
 * Measures a picture in one pass over its reduced form. Grey is Pillow's Rec. 601 luma in 16-bit
 * fixed point.
 */
final class FeatureExtractor {
    /** The shorter side that is measured, so that sharpness does not depend on the camera. */
    static final int SHORT_SIDE = 256;

    private static final float BLANK_CONTRAST = 2;
    private static final int LEVELS = 256;
    private static final int PIECE = 2000;

    /**
     * Neighbours are often of one level: counted in turn in several histograms, one increment need
     * not wait for the one before.
     */
    private static final int HISTOGRAMS = 4;

    private final DifferenceHash hash = new DifferenceHash();
    private final int[] histogram = new int[LEVELS * HISTOGRAMS];
    private byte[] row = new byte[0];
    private int[][] grey = new int[3][0];
    private long blue;
    private long green;
    private long red;
    private long greener;
    private long laplacian;
    private long laplacianSquares;

    /**
     * @param pixels the reduced picture
     */
    ImageFeatures measure(Pixels pixels, Header header) {
        start(pixels);
        for (int y = 0; y < pixels.height(); y++) {
            pixels.row(y, 0, pixels.width(), row);
            int[] line = grey[y % 3];
            luma(line, pixels.width());
            hash.add(y, line);
            if (y >= 2) {
                sharpness(grey[(y + 1) % 3], grey[(y + 2) % 3], line, pixels.width());
            }
        }
        return result(pixels, header);
    }

    private void start(Pixels pixels) {
        if (grey[0].length < pixels.width()) {
            row = new byte[pixels.width() * Pixels.CHANNELS];
            grey = new int[3][pixels.width()];
        }
        Arrays.fill(histogram, 0);
        hash.start(pixels.width(), pixels.height());
        blue = green = red = greener = laplacian = laplacianSquares = 0;
    }

    private void luma(int[] line, int width) {
        int blues = 0;
        int greens = 0;
        int reds = 0;
        int greeners = 0;
        for (int x = 0, at = 0; x < width; x++, at += Pixels.CHANNELS) {
            int b = row[at] & 0xff;
            int g = row[at + 1] & 0xff;
            int r = row[at + 2] & 0xff;
            blues += b;
            greens += g;
            reds += r;
            greeners += ((b - g) & (r - g)) >>> 31;
            int luma = (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
            line[x] = luma;
            histogram[(x & HISTOGRAMS - 1) * LEVELS + luma]++;
        }
        blue += blues;
        green += greens;
        red += reds;
        greener += greeners;
    }

    /** Sums of ints in pieces that cannot overflow, so that the compiler makes vectors of them. */
    private void sharpness(int[] above, int[] line, int[] below, int width) {
        for (int from = 1; from < width - 1; from += PIECE) {
            int to = Math.min(from + PIECE, width - 1);
            int sum = 0;
            int squares = 0;
            for (int x = from; x < to; x++) {
                int value = above[x] + below[x] + line[x - 1] + line[x + 1] - 4 * line[x];
                sum += value;
                squares += value * value;
            }
            laplacian += sum;
            laplacianSquares += squares;
        }
    }

    private int levelCount(int level) {
        int sum = 0;
        for (int i = level; i < histogram.length; i += LEVELS) {
            sum += histogram[i];
        }
        return sum;
    }

    private ImageFeatures result(Pixels pixels, Header header) {
        double count = (double) pixels.width() * pixels.height();
        double sum = 0;
        double squares = 0;
        double entropy = 0;
        for (int level = 0; level < LEVELS; level++) {
            double share = levelCount(level) / count;
            sum += share * level;
            squares += share * level * level;
            if (share > 0) {
                entropy -= share * Math.log(share);
            }
        }
        double inner = Math.max(1, (pixels.width() - 2.0) * (pixels.height() - 2.0));
        double edge = laplacian / inner;
        double colour = Math.max(1, (double) blue + green + red);
        float contrast = (float) Math.sqrt(Math.max(0, squares - sum * sum));
        return new ImageFeatures(
                (float) sum,
                contrast,
                (float) (red / colour),
                (float) (green / colour),
                (float) (blue / colour),
                (float) header.displayWidth() / header.displayHeight(),
                header.pixels(),
                (float) (laplacianSquares / inner - edge * edge),
                (float) (entropy / Math.log(2)),
                (float) (greener / count),
                hash.hex(),
                contrast < BLANK_CONTRAST,
                header.grey(),
                header.alpha(),
                header.exif());
    }
}
