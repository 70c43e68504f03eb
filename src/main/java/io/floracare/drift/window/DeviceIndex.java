package io.floracare.drift.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which photos of one device enter a window's test: those with the lowest hashes of their ids, at
 * most k. Which they are depends on the photos alone, not on their order. The photos themselves are
 * kept beside, each under its hash, so that one more does not rewrite the others.
 */
final class DeviceIndex {
    private DeviceIndex() {}

    /**
     * What a photo changes.
     *
     * @param row the hashes, ascending as unsigned numbers
     * @param displaced hash of the photo that no longer counts; null for none
     */
    @SuppressWarnings("ArrayRecordComponent") // written at once
    record Change(byte[] row, @Nullable Long displaced) {}

    /**
     * Offers a photo.
     *
     * @param row null for a device without photos
     * @param id hash of the photo's id
     * @param most photos of a device
     * @return null when the photo is known or does not count
     */
    static @Nullable Change offer(byte @Nullable [] row, long id, int most) {
        long[] ids = row == null ? new long[0] : read(row);
        int at = 0;
        while (at < ids.length && Long.compareUnsigned(ids[at], id) < 0) {
            at++;
        }
        if (at == most || (at < ids.length && ids[at] == id)) {
            return null;
        }
        Long displaced = ids.length == most ? ids[most - 1] : null;
        long[] next = Arrays.copyOf(ids, Math.min(most, ids.length + 1));
        System.arraycopy(ids, at, next, at + 1, next.length - at - 1);
        next[at] = id;
        ByteWriter out = new ByteWriter();
        for (long one : next) {
            out.putLong(one);
        }
        return new Change(out.toByteArray(), displaced);
    }

    private static long[] read(byte[] row) {
        ByteReader in = new ByteReader(row);
        long[] ids = new long[row.length / Long.BYTES];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = in.getLong();
        }
        return ids;
    }
}
