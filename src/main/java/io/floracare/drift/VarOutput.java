package io.floracare.drift;

import java.io.ByteArrayOutputStream;

/**
 * Writes integers that are not negative in base 128, low digits first; a zero is followed by how
 * many more zeros there are.
 */
final class VarOutput {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int zeros;

    void write(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a count is not negative: " + value);
        }
        if (value == 0) {
            zeros++;
            return;
        }
        flush();
        digits(value);
    }

    /** Writes any integer, small ones of either sign in few bytes. */
    void writeSigned(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        if (zigzag < 0) {
            throw new IllegalArgumentException("a sum is too large: " + value);
        }
        write(zigzag);
    }

    byte[] toByteArray() {
        flush();
        return bytes.toByteArray();
    }

    private void flush() {
        if (zeros > 0) {
            bytes.write(0);
            digits(zeros - 1L);
            zeros = 0;
        }
    }

    private void digits(long value) {
        long left = value;
        while (left > 0x7f) {
            bytes.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
    }
}
