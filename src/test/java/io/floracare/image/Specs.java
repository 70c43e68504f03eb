package io.floracare.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Inputs that tests ask for. */
final class Specs {
    /** Short side 256, middle 224 pixels, values as stored: 0 to 255. */
    static final TensorSpec LEVELS =
            new TensorSpec(
                    224,
                    TensorSpec.Resize.SHORT_SIDE,
                    256,
                    true,
                    TensorSpec.Order.RGB,
                    new TensorSpec.Triple(0, 0, 0),
                    new TensorSpec.Triple(1 / 255f, 1 / 255f, 1 / 255f));

    private Specs() {}

    static FloatBuffer tensor(TensorSpec spec) {
        return ByteBuffer.allocateDirect(spec.floats() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
