package io.floracare.drawing;

import java.util.SplittableRandom;

/**
 * Smooth random values on a tile that repeats: five octaves of value noise, each half as strong and
 * twice as fine as the one before.
 */
final class Noise {
    private static final int SIZE = 256;
    private static final int MASK = SIZE - 1;
    private static final int COARSEST = 8;
    private static final int OCTAVES = 5;

    private final float[] tile = new float[SIZE * SIZE];

    Noise(SplittableRandom random) {
        float strength = 1;
        float total = 0;
        for (int octave = 0, cells = COARSEST; octave < OCTAVES; octave++, cells *= 2) {
            add(random, cells, strength);
            total += strength;
            strength /= 2;
        }
        for (int i = 0; i < tile.length; i++) {
            // Sums of octaves crowd around the middle; stretch them over the range.
            tile[i] = Math.clamp((tile[i] / total - 0.5f) * 1.7f + 0.5f, 0, 1);
        }
    }

    private void add(SplittableRandom random, int cells, float strength) {
        float[] lattice = new float[cells * cells];
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = (float) random.nextDouble();
        }
        int step = SIZE / cells;
        for (int y = 0; y < SIZE; y++) {
            int row = y / step * cells;
            int below = (y / step + 1) % cells * cells;
            float v = smooth((float) (y % step) / step);
            for (int x = 0; x < SIZE; x++) {
                int left = x / step;
                int right = (left + 1) % cells;
                float u = smooth((float) (x % step) / step);
                float upper = lattice[row + left] * (1 - u) + lattice[row + right] * u;
                float lower = lattice[below + left] * (1 - u) + lattice[below + right] * u;
                tile[y * SIZE + x] += strength * (upper * (1 - v) + lower * v);
            }
        }
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    /**
     * The value at a place.
     *
     * @param x in tiles: the coarsest features are an eighth of one wide; at least -1000
     * @param y as {@code x}
     * @return in [0, 1], 0.5 on average
     */
    float at(float x, float y) {
        float px = (x + 1000) * SIZE;
        float py = (y + 1000) * SIZE;
        int left = (int) px;
        int top = (int) py;
        float u = px - left;
        float v = py - top;
        int row = (top & MASK) * SIZE;
        int below = (top + 1 & MASK) * SIZE;
        int x0 = left & MASK;
        int x1 = left + 1 & MASK;
        float upper = tile[row + x0] + (tile[row + x1] - tile[row + x0]) * u;
        float lower = tile[below + x0] + (tile[below + x1] - tile[below + x0]) * u;
        return upper + (lower - upper) * v;
    }
}
