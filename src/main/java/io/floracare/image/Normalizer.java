package io.floracare.image;

import java.nio.FloatBuffer;

/**
 * Turns 8-bit pixels into a model's floats with a table of 256 values a channel, each computed in
 * float32 as torchvision's {@code ToTensor} and {@code Normalize} do.
 */
final class Normalizer implements BilinearResizer.Rows {
    private static final int LEVELS = 256;

    private final int size;
    private final float[][] tables = new float[Pixels.CHANNELS][];
    private final float[] plane;
    private final int[] offsets;
    private FloatBuffer tensor = FloatBuffer.allocate(0);

    Normalizer(TensorSpec spec) {
        this.size = spec.size();
        this.plane = new float[size];
        this.offsets =
                switch (spec.order()) {
                    case RGB -> new int[] {2, 1, 0};
                    case BGR -> new int[] {0, 1, 2};
                };
        tables[0] = table(spec.mean().first(), spec.std().first());
        tables[1] = table(spec.mean().second(), spec.std().second());
        tables[2] = table(spec.mean().third(), spec.std().third());
    }

    private static float[] table(float mean, float std) {
        float[] table = new float[LEVELS];
        for (int v = 0; v < LEVELS; v++) {
            table[v] = (v / 255f - mean) / std;
        }
        return table;
    }

    Normalizer into(FloatBuffer target) {
        tensor = target;
        return this;
    }

    @Override
    public void accept(int y, byte[] row) {
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            float[] table = tables[channel];
            int at = offsets[channel];
            for (int x = 0; x < size; x++) {
                plane[x] = table[row[at] & 0xff];
                at += Pixels.CHANNELS;
            }
            tensor.put((channel * size + y) * size, plane, 0, size);
        }
    }
}
