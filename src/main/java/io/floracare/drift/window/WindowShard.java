package io.floracare.drift.window;

import io.floracare.drift.MinuteSum;
import io.floracare.message.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: holds the photos of some devices, all of a device in one shard, until their
 * window closes, and tells their sums then. Not thread-safe.
 */
public final class WindowShard {
    private static final char MINUTES = 'm';
    private static final char WINDOWS = 'w';
    private static final byte[] CHANGED = {1};
    private static final byte[] CLOSED = {0};

    private final ByteStore store;
    private final Timing timing;
    private final WindowLog windows;
    private final Watermarks watermarks;
    private final LongConsumer tooLate;

    /**
     * A shard that goes on where its store ended.
     *
     * @param sources partitions that photos come from
     * @param photosPerDevice most photos of a device that enter a window's test, 1 to 200
     * @param tooLate told of how many photos came after their window was forgotten
     */
    public WindowShard(
            ByteStore store,
            int sources,
            Timing timing,
            int photosPerDevice,
            Baselines baselines,
            LongConsumer tooLate) {
        this.store = store;
        this.timing = timing;
        this.windows = new WindowLog(store, photosPerDevice, baselines);
        this.watermarks = new Watermarks(store, sources);
        this.tooLate = tooLate;
    }

    /**
     * Adds photos of one source.
     *
     * @param message of an {@link Intake}
     * @param latest event time of them, epoch milliseconds
     * @return how many there were
     */
    public long add(byte[] message, int source, long latest) {
        long now = watermarks.now();
        watermarks.advance(source, latest);
        ByteReader in = new ByteReader(message);
        for (int left = in.getInt(); left > 0; left--) {
            long minute = in.getLong();
            ModelRef model = Parts.readModel(in);
            MinuteSum sum = Parts.readSum(in);
            if (timing.minuteCloses(minute) > now) {
                addMinute(minute, model, sum);
            }
        }
        long photos = 0;
        for (int left = in.getInt(); left > 0; left--) {
            long start = in.getLong();
            for (int rows = in.getInt(); rows > 0; rows--) {
                photos += add(start, in.getBytes(), now);
            }
        }
        return photos;
    }

    private long add(long start, byte[] row, long now) {
        if (timing.expires(start) <= now) {
            WindowDigest late = new WindowDigest(start, 1);
            late.merge(new ByteReader(row), model -> null);
            tooLate.accept(late.photos());
            return 0;
        }
        long before = windows.window(start).digest().photos();
        windows.add(start, row);
        byte[] window = Keys.of(WINDOWS, start);
        byte[] state = store.get(window);
        if (state == null || state[0] != CHANGED[0]) {
            store.put(window, CHANGED);
        }
        return windows.window(start).digest().photos() - before;
    }

    private void addMinute(long minute, @Nullable ModelRef model, MinuteSum sum) {
        ByteWriter name = new ByteWriter();
        Parts.write(name, model);
        byte[] key = new ByteWriter().put(MINUTES).putLong(minute).putRaw(name).toByteArray();
        byte[] before = store.get(key);
        ByteWriter out = new ByteWriter();
        Parts.write(out, before == null ? sum : sum.plus(Parts.readSum(new ByteReader(before))));
        store.put(key, out.toByteArray());
    }

    /** A source has got that far without a photo for this shard. */
    public void progress(int source, long time) {
        watermarks.advance(source, time);
    }

    /**
     * Closes what is due and forgets what is old.
     *
     * @param out told of each window's sums, before its time is over
     * @return how far this shard has got: everything before that has been told; negative before it
     *     has begun
     */
    public long advance(Consumer<Part> out) {
        long now = watermarks.now();
        watermarks.save();
        if (now == Watermarks.NOT_BEGUN) {
            return -1;
        }
        closeMinutes(now, out);
        long waits = Long.MAX_VALUE;
        List<Long> expired = new ArrayList<>();
        for (Window window : windows()) {
            if (timing.closes(window.start) <= now) {
                List<Part> parts =
                        window.changed ? windows.window(window.start).parts() : List.of();
                if (parts == null) {
                    waits = Math.min(waits, timing.closes(window.start) - 1);
                } else if (window.changed) {
                    parts.forEach(out);
                    store.put(Keys.of(WINDOWS, window.start), CLOSED);
                } else {
                    // Nothing came for it since it was told.
                    windows.shut(window.start);
                }
            }
            if (timing.expires(window.start) <= now && waits == Long.MAX_VALUE) {
                expired.add(window.start);
            }
        }
        expired.forEach(this::forget);
        return Math.min(now, waits);
    }

    private void closeMinutes(long now, Consumer<Part> out) {
        List<byte[]> done = new ArrayList<>();
        store.forEach(
                Keys.of(MINUTES),
                (key, value) -> {
                    long minute = Keys.part(key, 0);
                    if (timing.minuteCloses(minute) <= now) {
                        ModelRef model = Parts.readModel(new ByteReader(key).skip(1 + Long.BYTES));
                        out.accept(
                                new Part.Minute(
                                        model, minute, Parts.readSum(new ByteReader(value))));
                        done.add(key);
                    }
                });
        done.forEach(store::delete);
    }

    private List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        store.forEach(
                Keys.of(WINDOWS),
                (key, value) -> windows.add(new Window(Keys.part(key, 0), value[0] == CHANGED[0])));
        return windows;
    }

    private void forget(long start) {
        windows.forget(start);
        store.delete(Keys.of(WINDOWS, start));
    }

    private record Window(long start, boolean changed) {}
}
