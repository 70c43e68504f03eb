package io.floracare.image;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory that is kept from image to image. It grows to what an image needs; what a huge one
 * needed is given back when the next image is small again.
 */
final class NativeBuffer implements AutoCloseable {
    /** A 12-megapixel photo, decoded at a quarter of its size, needs 2 MiB. */
    private static final long KEPT_BYTES = 16 << 20;

    private BytePointer memory = new BytePointer();

    /** Makes room; what was in it is lost. */
    BytePointer atLeast(long bytes) {
        boolean huge = memory.capacity() > KEPT_BYTES && bytes <= KEPT_BYTES;
        if (memory.isNull() || memory.capacity() < bytes || huge) {
            memory.close();
            memory = new BytePointer(Math.max(bytes, 1 << 16));
        }
        return memory;
    }

    /** Makes room of zeros, so that what a decoder leaves out never is an earlier image. */
    BytePointer zeroed(long bytes) {
        Pointer.memset(atLeast(bytes), 0, bytes);
        return memory;
    }

    /** The first bytes as Java sees them; invalid after the next call of another method. */
    ByteBuffer view(long bytes) {
        return memory.limit(bytes).asByteBuffer();
    }

    long capacity() {
        return memory.isNull() ? 0 : memory.capacity();
    }

    @Override
    public void close() {
        memory.close();
        memory = new BytePointer();
    }
}
