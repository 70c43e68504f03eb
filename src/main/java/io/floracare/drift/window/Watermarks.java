package io.floracare.drift.window;

import java.util.HashMap;
import java.util.Map;

/**
 * How far a stream that comes from several sources has got: as far as the slowest of them. Until
 * each was heard of, it has not begun. Kept in a store. Not thread-safe.
 */
final class Watermarks {
    static final long NOT_BEGUN = Long.MIN_VALUE;
    private static final char KIND = 's';

    private final ByteStore store;
    private final int sources;
    private final Map<Long, Long> times = new HashMap<>();

    Watermarks(ByteStore store, int sources) {
        this.store = store;
        this.sources = sources;
        store.forEach(
                Keys.of(KIND),
                (key, value) -> times.put(Keys.part(key, 0), new ByteReader(value).getLong()));
    }

    /** A source has got to a time; it does not go back. */
    void advance(int source, long time) {
        times.merge((long) source, time, Math::max);
    }

    /** How far all of them have got, epoch milliseconds. */
    long now() {
        return times.size() < sources
                ? NOT_BEGUN
                : times.values().stream().mapToLong(Long::longValue).min().orElse(NOT_BEGUN);
    }

    /** Writes the times down. */
    void save() {
        times.forEach((source, time) -> {
            byte[] key = Keys.of(KIND, source);
            byte[] before = store.get(key);
            if (before == null || new ByteReader(before).getLong() != time) {
                store.put(key, new ByteWriter().putLong(time).toByteArray());
            }
        });
    }
}
