package io.floracare.image;

import java.util.function.IntConsumer;

/** GIF's variant of Lempel–Ziv–Welch: codes of 3 to 12 bits in blocks of up to 255 bytes. */
final class LzwReader {
    private static final int CODES = 4096;
    private static final int MAX_BITS = 12;
    private static final int END_OF_DATA = -1;

    private final Bytes bytes;
    private final int clear;
    private final int startBits;
    private final short[] prefix = new short[CODES];
    private final byte[] suffix = new byte[CODES];
    private final byte[] string = new byte[CODES];
    private long at;
    private int left;
    private int buffer;
    private int buffered;

    /**
     * Starts at the byte that holds the size of the smallest code.
     *
     * @throws Unreadable if no image has codes of that size
     */
    LzwReader(Bytes bytes, long at) throws Unreadable {
        int bits = bytes.u8(at);
        if (bits < 1 || bits > 8) {
            throw Unreadable.corrupt(ImageFormat.GIF, "its codes start with " + bits + " bits");
        }
        this.bytes = bytes;
        this.at = at + 1;
        this.clear = 1 << bits;
        this.startBits = bits + 1;
    }

    /**
     * Decodes until there are enough values.
     *
     * @return false when the data end too early or contradict themselves
     */
    boolean readInto(IntConsumer values, int wanted) throws Unreadable {
        int bits = startBits;
        int next = clear + 2;
        int previous = END_OF_DATA;
        int first = 0;
        int missing = wanted;
        while (missing > 0) {
            int code = code(bits);
            if (code == END_OF_DATA || code == clear + 1) {
                return false;
            }
            if (code == clear) {
                bits = startBits;
                next = clear + 2;
                previous = END_OF_DATA;
                continue;
            }
            if (code > next || (code >= next && previous == END_OF_DATA)) {
                return false;
            }
            int length = 0;
            int rest = code;
            if (code == next) {
                string[length++] = (byte) first;
                rest = previous;
            }
            while (rest >= clear) {
                string[length++] = suffix[rest];
                rest = prefix[rest];
            }
            first = rest;
            values.accept(first);
            missing--;
            while (length > 0 && missing > 0) {
                values.accept(string[--length] & 0xff);
                missing--;
            }
            if (previous != END_OF_DATA && next < CODES) {
                prefix[next] = (short) previous;
                suffix[next] = (byte) first;
                next++;
                if (next == 1 << bits && bits < MAX_BITS) {
                    bits++;
                }
            }
            previous = code;
        }
        return true;
    }

    private int code(int bits) throws Unreadable {
        while (buffered < bits) {
            if (left == 0) {
                left = bytes.u8(at++);
                if (left == 0) {
                    return END_OF_DATA;
                }
            }
            buffer |= bytes.u8(at++) << buffered;
            buffered += 8;
            left--;
        }
        int code = buffer & ((1 << bits) - 1);
        buffer >>>= bits;
        buffered -= bits;
        return code;
    }
}
