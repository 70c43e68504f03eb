package io.floracare.drift.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. */
final class ByteReader {
    private final ByteBuffer buffer;

    ByteReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    ByteReader skip(int bytes) {
        buffer.position(buffer.position() + bytes);
        return this;
    }

    int get() {
        return buffer.get() & 0xff;
    }

    int getInt() {
        return buffer.getInt();
    }

    long getLong() {
        return buffer.getLong();
    }

    double getDouble() {
        return buffer.getDouble();
    }

    String getText() {
        return new String(getBytes(), UTF_8);
    }

    @Nullable String getTextOrNull() {
        int length = buffer.getInt(buffer.position());
        if (length < 0) {
            skip(Integer.BYTES);
            return null;
        }
        return getText();
    }

    byte[] getBytes() {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return bytes;
    }
}
