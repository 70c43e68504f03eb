package io.floracare.drawing;

import java.awt.image.BufferedImage;

/** Enlarges a small picture with a quadratic B-spline, which leaves no trace of its pixels. */
final class Enlargement {
    private static final int CHANNELS = 3;

    private Enlargement() {}

    /** Covers {@code large}, keeping the aspect, but for a border of {@code small}. */
    static void fill(BufferedImage small, BufferedImage large) {
        int width = large.getWidth();
        int height = large.getHeight();
        float step = (small.getWidth() - 3f) / Math.max(width, height);
        float[] wide = widen(small, width, step);
        int[] target = Canvas.pixels(large);
        int stride = width * CHANNELS;
        for (int y = 0; y < height; y++) {
            float at = y * step + 1.5f;
            int row = (int) at;
            float t = at - row - 0.5f;
            float above = (0.5f - t) * (0.5f - t) / 2;
            float below = (0.5f + t) * (0.5f + t) / 2;
            float middle = 1 - above - below;
            int from = row * stride;
            for (int x = 0; x < width; x++, from += CHANNELS) {
                int pixel = 0;
                for (int channel = from; channel < from + CHANNELS; channel++) {
                    float level =
                            wide[channel - stride] * above
                                    + wide[channel] * middle
                                    + wide[channel + stride] * below;
                    pixel = pixel << 8 | (int) level;
                }
                target[y * width + x] = pixel;
            }
        }
    }

    private static float[] widen(BufferedImage small, int width, float step) {
        int[] source = Canvas.pixels(small);
        int rows = small.getHeight();
        float[] wide = new float[rows * width * CHANNELS];
        for (int x = 0; x < width; x++) {
            float at = x * step + 1.5f;
            int column = (int) at;
            float t = at - column - 0.5f;
            float left = (0.5f - t) * (0.5f - t) / 2;
            float right = (0.5f + t) * (0.5f + t) / 2;
            for (int y = 0; y < rows; y++) {
                int i = y * small.getWidth() + column;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int shift = 16 - 8 * channel;
                    wide[(y * width + x) * CHANNELS + channel] =
                            (source[i - 1] >> shift & 0xff) * left
                                    + (source[i] >> shift & 0xff) * (1 - left - right)
                                    + (source[i + 1] >> shift & 0xff) * right;
                }
            }
        }
        return wide;
    }
}
