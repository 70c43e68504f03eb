package io.floracare.gateway.upload;

import io.floracare.gateway.http.Problems;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that arrive a piece at a time, up to a limit, accounted for in a budget. */
final class GrowingBytes {
    private static final int FIRST = 16 << 10;

    private final int limit;
    private final MemoryBudget.Share share;
    private byte[] bytes = new byte[0];
    private int size;

    GrowingBytes(int limit, MemoryBudget.Share share) {
        this.limit = limit;
        this.share = share;
    }

    void add(ByteBuffer piece) {
        int more = piece.remaining();
        if (more > limit - size) {
            throw tooLarge(limit);
        }
        if (size + more > bytes.length) {
            grow(Math.min(limit, Math.max(size + more, Math.max(FIRST, bytes.length * 2))));
        }
        piece.get(bytes, size, more);
        size += more;
    }

    /** The beginning of a piece for which there is room. */
    ByteBuffer asMuchAsFits(ByteBuffer piece) {
        return piece.slice(piece.position(), Math.min(piece.remaining(), limit - size));
    }

    private void grow(int capacity) {
        if (capacity > bytes.length) {
            share.take(capacity - bytes.length);
            bytes = Arrays.copyOf(bytes, capacity);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    static RuntimeException tooLarge(int limit) {
        return Problems.tooLarge(
                "an image may have at most "
                        + limit
                        + " bytes; send a smaller copy, 1000 pixels a side are plenty");
    }
}
