package io.floracare.drift.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes fields one after the other, numbers in big-endian order. Not thread-safe. */
final class ByteWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(64);

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }

    ByteWriter put(int value) {
        room(1).put((byte) value);
        return this;
    }

    ByteWriter putInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    ByteWriter putLong(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    ByteWriter putDouble(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    /** A text in UTF-8 after its length; null is told from the empty text. */
    ByteWriter putText(@Nullable String text) {
        if (text == null) {
            return putInt(-1);
        }
        return putBytes(text.getBytes(UTF_8));
    }

    /** Bytes after their length. */
    ByteWriter putBytes(byte[] bytes) {
        putInt(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    /** What another writer holds, as it is. */
    ByteWriter putRaw(ByteWriter other) {
        room(other.size()).put(other.buffer.array(), 0, other.size());
        return this;
    }

    /** Bytes so far. */
    int size() {
        return buffer.position();
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
