package io.floracare.drift.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows of a shard, in memory while photos come for them and in a store always: a row for
 * each message, and now and then their sum in place of them, so that a window takes a bounded room
 * however many messages there were. Not thread-safe.
 */
final class WindowLog {
    private static final char ROWS = 'l';

    /** Windows in memory; photos for more at once read them from the store in turn. */
    private static final int OPEN = 6;

    /** Rows are not summed up before they take so much more than their sum did. */
    private static final long SLACK = 4 << 20;

    private final ByteStore store;
    private final int photosPerDevice;
    private final Baselines baselines;
    private final Map<Long, Entry> open = new HashMap<>();
    private long clock;

    WindowLog(ByteStore store, int photosPerDevice, Baselines baselines) {
        this.store = store;
        this.photosPerDevice = photosPerDevice;
        this.baselines = baselines;
    }

    /** Adds a row of a digest to a window. */
    void add(long start, byte[] row) {
        Entry entry = entry(start);
        entry.window.merge(row);
        store.put(Keys.of(ROWS, start, entry.next++), row);
        entry.bytes += row.length;
        if (entry.bytes > SLACK + 2 * entry.summed) {
            sumUp(start, entry);
        }
    }

    /** A window, from the store unless it is in memory. */
    OpenWindow window(long start) {
        return entry(start).window;
    }

    private Entry entry(long start) {
        Entry entry = open.get(start);
        if (entry == null) {
            if (open.size() >= OPEN) {
                open.entrySet().stream()
                        .min(Map.Entry.comparingByValue((a, b) -> Long.compare(a.used, b.used)))
                        .ifPresent(oldest -> open.remove(oldest.getKey()));
            }
            Entry fresh = new Entry(new OpenWindow(start, photosPerDevice, baselines));
            store.forEach(
                    Keys.of(ROWS, start),
                    (key, row) -> {
                        fresh.window.merge(row);
                        fresh.next = Keys.part(key, 1) + 1;
                        fresh.bytes += row.length;
                    });
            fresh.summed = fresh.bytes;
            open.put(start, fresh);
            entry = fresh;
        }
        entry.used = clock++;
        return entry;
    }

    private void sumUp(long start, Entry entry) {
        List<byte[]> rows = new ArrayList<>();
        entry.window.digest().write(row -> rows.add(row.toByteArray()));
        Keys.deleteAll(store, Keys.of(ROWS, start));
        entry.bytes = 0;
        for (byte[] row : rows) {
            store.put(Keys.of(ROWS, start, entry.next++), row);
            entry.bytes += row.length;
        }
        entry.summed = entry.bytes;
    }

    /** Nothing more is expected of a window soon: what comes nevertheless reads it again. */
    void shut(long start) {
        open.remove(start);
    }

    void forget(long start) {
        shut(start);
        Keys.deleteAll(store, Keys.of(ROWS, start));
    }

    private static final class Entry {
        private final OpenWindow window;
        private long next;
        private long bytes;
        private long summed;
        private long used;

        Entry(OpenWindow window) {
            this.window = window;
        }
    }
}
