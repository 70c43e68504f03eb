package io.floracare.drift.window;

import io.floracare.drift.AlertState.Reading;
import io.floracare.drift.Segment;
import io.floracare.drift.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Silence} has learned of each segment, and up to which window, in a store. */
final class SilenceLog {
    private static final char KIND = 'z';

    /** After a longer gap the windows between say nothing that the last ones do not. */
    private static final int MOST = 2000;

    private final ByteStore store;
    private final Timing timing;

    SilenceLog(ByteStore store, Timing timing) {
        this.store = store;
        this.timing = timing;
    }

    /** Told of each window that was read, in order. */
    interface Listener {
        void read(Segment segment, long start, Reading reading);
    }

    /** A window had photos; those before it, back to the last one read, had none. */
    void heard(Segment segment, long start, long devices, double level, Listener listener) {
        byte[] key = Keys.of(KIND, 0, segment.toString());
        Entry entry = entry(store.get(key), start, level);
        if (start < entry.next) {
            return; // revised: what is past stays as it was read
        }
        silent(segment, entry, start, listener);
        Reading reading = entry.silence.next(Instant.ofEpochMilli(start), devices, level);
        listener.read(segment, start, reading);
        store.put(key, new Entry(entry.silence, timing.end(start), level).encode());
    }

    /** The stream's time: windows of known segments that closed without a photo were silent. */
    void pass(long now, Listener listener) {
        List<byte[]> keys = new ArrayList<>();
        store.forEach(Keys.of(KIND), (key, value) -> keys.add(key));
        for (byte[] key : keys) {
            Entry entry = entry(store.get(key), 0, 0);
            long end = entry.next;
            while (timing.closes(end) <= now) {
                end = timing.end(end);
            }
            if (end > entry.next) {
                silent(Segment.parse(Keys.text(key)), entry, end, listener);
                store.put(key, new Entry(entry.silence, end, entry.level).encode());
            }
        }
    }

    private void silent(Segment segment, Entry entry, long until, Listener listener) {
        long window = timing.window().toMillis();
        long from = Math.max(entry.next, until - MOST * window);
        for (long start = from; start < until; start += window) {
            Reading reading = entry.silence.next(Instant.ofEpochMilli(start), 0, entry.level);
            listener.read(segment, start, reading);
        }
    }

    private static Entry entry(byte @Nullable [] bytes, long next, double level) {
        if (bytes == null) {
            return new Entry(new Silence(), next, level);
        }
        ByteReader in = new ByteReader(bytes);
        return new Entry(Silence.decode(in.getBytes()), in.getLong(), in.getDouble());
    }

    private record Entry(Silence silence, long next, double level) {
        byte[] encode() {
            return new ByteWriter()
                    .putBytes(silence.encode())
                    .putLong(next)
                    .putDouble(level)
                    .toByteArray();
        }
    }
}
