package io.floracare.drift;

/** Reads what {@link VarOutput} wrote. */
final class VarInput {
    private final byte[] bytes;
    private int at;
    private long zeros;

    VarInput(byte[] bytes) {
        this.bytes = bytes;
    }

    long read() {
        if (zeros > 0) {
            zeros--;
            return 0;
        }
        long value = digits();
        if (value == 0) {
            zeros = digits();
        }
        return value;
    }

    int readInt() {
        long value = read();
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a count is too large at byte " + at);
        }
        return (int) value;
    }

    long readSigned() {
        long zigzag = read();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** Refuses bytes that are left over. */
    void end() {
        if (at != bytes.length || zeros != 0) {
            throw new IllegalArgumentException("a window has bytes left over from byte " + at);
        }
    }

    private long digits() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (at == bytes.length) {
                throw new IllegalArgumentException("a window ends early, at byte " + at);
            }
            byte digit = bytes[at++];
            value |= (long) (digit & 0x7f) << shift;
            if (digit >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long at byte " + at);
    }
}
