package io.floracare.drift.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The photos of one device that enter a window's test, as bytes: those with the lowest hashes of
 * their ids, at most k. Which they are depends on the photos alone, not on their order.
 */
final class SampleRow {
    private SampleRow() {}

    /**
     * A row with one more photo offered.
     *
     * @param row null for an empty one
     * @param most photos of a device
     * @return the row; null when it stays as it is
     */
    static byte @Nullable [] offer(byte @Nullable [] row, Sample sample, int most) {
        if (row == null) {
            return write(List.of(sample));
        }
        long id = sample.photo().id();
        long[] ids = ids(row);
        for (long known : ids) {
            if (known == id) {
                return null;
            }
        }
        if (ids.length == most && Long.compareUnsigned(id, ids[most - 1]) > 0) {
            return null;
        }
        List<Sample> samples = new ArrayList<>(read(row));
        int at = 0;
        while (at < ids.length && Long.compareUnsigned(ids[at], id) < 0) {
            at++;
        }
        samples.add(at, sample);
        return write(samples.subList(0, Math.min(most, samples.size())));
    }

    static List<Sample> read(byte[] row) {
        ByteReader in = new ByteReader(row);
        int size = in.get();
        in.skip(size * Long.BYTES);
        List<Sample> samples = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            samples.add(Sample.read(in));
        }
        return samples;
    }

    /** Hashes of the ids, ascending: read alone, since most photos of a busy device are refused. */
    private static long[] ids(byte[] row) {
        ByteReader in = new ByteReader(row);
        long[] ids = new long[in.get()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = in.getLong();
        }
        return ids;
    }

    private static byte[] write(List<Sample> samples) {
        ByteWriter out = new ByteWriter().put(samples.size());
        samples.forEach(sample -> out.putLong(sample.photo().id()));
        samples.forEach(sample -> sample.write(out));
        return out.toByteArray();
    }
}
