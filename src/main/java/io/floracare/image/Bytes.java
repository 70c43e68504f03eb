package io.floracare.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bounds-checked reads of an image's bytes. */
final class Bytes {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final byte[] data;
    private final ImageFormat format;

    /**
     * @param format named in the sentence when a read passes the end
     */
    Bytes(byte[] data, ImageFormat format) {
        this.data = data;
        this.format = format;
    }

    int length() {
        return data.length;
    }

    ImageFormat format() {
        return format;
    }

    int u8(long at) throws Unreadable {
        if (at < 0 || at >= data.length) {
            throw Unreadable.truncated(format, "it ends at byte " + data.length);
        }
        return data[(int) at] & 0xff;
    }

    int u16(long at, boolean bigEndian) throws Unreadable {
        int first = u8(at);
        int second = u8(at + 1);
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    long u32(long at, boolean bigEndian) throws Unreadable {
        long first = u16(at, bigEndian);
        long second = u16(at + 2, bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    /** Whether these characters stand here; false past the end. */
    boolean has(long at, String latin1) {
        return has(data, at, latin1);
    }

    static boolean has(byte[] data, long at, String latin1) {
        if (at < 0 || at + latin1.length() > data.length) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if ((data[(int) at + i] & 0xff) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Index of the first 0xFF at or after {@code from}; the length when there is none. */
    int indexOfFf(int from) {
        int at = from;
        // Eight bytes at a time: photos of 12 megapixels have megabytes of entropy-coded data.
        for (; at <= data.length - Long.BYTES; at += Long.BYTES) {
            long zeroWhereFf = ~(long) LONG.get(data, at);
            long found = (zeroWhereFf - ONES) & ~zeroWhereFf & HIGHS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < data.length && data[at] != -1) {
            at++;
        }
        return at;
    }
}
