package io.floracare.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Inputs for the models of {@link TestPackages}. */
public final class TestTensors {
    private TestTensors() {}

    /** A picture of one colour, its levels in [0, 255]. */
    public static FloatBuffer ofColour(float red, float green, float blue) {
        int plane = TestPackages.INPUT.size() * TestPackages.INPUT.size();
        FloatBuffer tensor =
                ByteBuffer.allocateDirect(3 * plane * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        float[] levels = {red, green, blue};
        for (int i = 0; i < 3 * plane; i++) {
            tensor.put(i, levels[i / plane] / 127.5f - 1);
        }
        return tensor;
    }

    /** Middle grey. */
    public static FloatBuffer grey() {
        return ofColour(127.5f, 127.5f, 127.5f);
    }
}
