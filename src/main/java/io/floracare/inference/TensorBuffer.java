package io.floracare.inference;

import io.floracare.image.TensorSpec;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Native memory for one model input, freed when closed and not when the collector comes by. To be
 * used by the thread that made it.
 */
public final class TensorBuffer implements AutoCloseable {
    private static final int CACHE_LINE = 64;

    private final Arena arena = Arena.ofConfined();
    private final FloatBuffer floats;

    /** Allocates a zeroed 1×3×size×size tensor. */
    public TensorBuffer(TensorSpec spec) {
        long bytes = (long) spec.floats() * Float.BYTES;
        floats =
                arena.allocate(bytes, CACHE_LINE)
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
    }

    /** The direct buffer; invalid once this is closed. */
    public FloatBuffer floats() {
        return floats;
    }

    @Override
    public void close() {
        arena.close();
    }
}
