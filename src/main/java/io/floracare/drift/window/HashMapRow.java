package io.floracare.drift.window;

import io.floracare.drift.QualityCounts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which slots of perceptual hashes a window's photos fill, and how many photos were hashed. */
final class HashMapRow {
    private static final int BYTES = Integer.BYTES + QualityCounts.MAP / Byte.SIZE;

    private HashMapRow() {}

    /** A row with one more photo. */
    static byte[] plus(byte @Nullable [] row, int slot) {
        byte[] next = row == null ? new byte[BYTES] : row.clone();
        ByteBuffer buffer = ByteBuffer.wrap(next);
        buffer.putInt(0, buffer.getInt(0) + 1);
        next[Integer.BYTES + slot / Byte.SIZE] |= (byte) (1 << slot % Byte.SIZE);
        return next;
    }

    /** Adds a row to counts. */
    static void addTo(QualityCounts counts, byte @Nullable [] row) {
        if (row != null) {
            counts.addHashes(
                    BitSet.valueOf(Arrays.copyOfRange(row, Integer.BYTES, BYTES)),
                    ByteBuffer.wrap(row).getInt(0));
        }
    }
}
