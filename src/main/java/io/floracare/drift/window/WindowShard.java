package io.floracare.drift.window;

import io.floracare.drift.Hashes;
import io.floracare.drift.MinuteSum;
import io.floracare.drift.QualityCounts;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import io.floracare.message.Probabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The first stage: holds the photos of some devices, all of a device in one shard, until their
 * window closes, and sums it up then. Nothing is summed before, so that photos that a device sent
 * too many of need not be taken back. Not thread-safe.
 */
public final class WindowShard {
    static final char SAMPLES = 'd';
    static final char ORIGINS = 'o';
    static final char HASHES = 'h';
    static final char MODELS = 'r';
    private static final char DEVICES = 'i';
    private static final char MINUTES = 'm';
    private static final char WINDOWS = 'w';
    private static final byte[] CHANGED = {1};
    private static final byte[] CLOSED = {0};
    private static final long NO_MODEL = 0;

    private final ByteStore store;
    private final Timing timing;
    private final int photosPerDevice;
    private final WindowClosing closing;
    private final Watermarks watermarks;
    private final Runnable tooLate;

    /**
     * A shard that goes on where its store ended.
     *
     * @param sources partitions that photos come from
     * @param photosPerDevice most photos of a device that enter a window's test, 1 to 200
     * @param tooLate told of each photo whose window is forgotten
     */
    public WindowShard(
            ByteStore store,
            int sources,
            Timing timing,
            int photosPerDevice,
            Baselines baselines,
            Runnable tooLate) {
        this.store = store;
        this.timing = timing;
        this.photosPerDevice = photosPerDevice;
        this.closing = new WindowClosing(store, baselines);
        this.watermarks = new Watermarks(store, sources);
        this.tooLate = tooLate;
    }

    /**
     * Adds a photo.
     *
     * @param time of the event, epoch milliseconds, 0 or more
     * @param source partition that it came from
     */
    public void add(Features record, long time, int source) {
        long now = watermarks.now();
        watermarks.advance(source, time);
        long start = timing.start(time);
        if (timing.expires(start) <= now) {
            tooLate.run();
            return;
        }
        byte[] origin = Keys.of(ORIGINS, start, OriginRow.key(record));
        store.put(origin, OriginRow.plus(store.get(origin), record));
        addHash(record, start);
        Probabilities probs = record.probs();
        ModelRef model = record.model();
        long minute = Timing.minute(time);
        boolean onTime = timing.minuteCloses(minute) > now;
        if (onTime) {
            addMinute(minute, NO_MODEL, record);
        }
        if (model != null && probs != null && record.confidence() != null) {
            long hash = remember(model);
            addSample(start, hash, Sample.of(record, probs));
            if (onTime) {
                addMinute(minute, hash, record);
            }
        }
        byte[] window = Keys.of(WINDOWS, start);
        byte[] state = store.get(window);
        if (state == null || state[0] != CHANGED[0]) {
            store.put(window, CHANGED);
        }
    }

    private void addSample(long start, long model, Sample sample) {
        long cluster = sample.photo().cluster();
        byte[] index = Keys.of(DEVICES, start, model, cluster);
        DeviceIndex.Change change =
                DeviceIndex.offer(store.get(index), sample.photo().id(), photosPerDevice);
        if (change != null) {
            store.put(index, change.row());
            ByteWriter out = new ByteWriter();
            sample.write(out);
            store.put(
                    Keys.of(SAMPLES, start, model, cluster, sample.photo().id()),
                    out.toByteArray());
            if (change.displaced() != null) {
                store.delete(Keys.of(SAMPLES, start, model, cluster, change.displaced()));
            }
        }
    }

    private void addHash(Features record, long start) {
        if (record.image() != null) {
            byte[] key = Keys.of(HASHES, start);
            store.put(
                    key,
                    HashMapRow.plus(
                            store.get(key), QualityCounts.slot(record.image().perceptualHash())));
        }
    }

    private void addMinute(long minute, long model, Features record) {
        byte[] key = Keys.of(MINUTES, minute, model);
        byte[] before = store.get(key);
        MinuteSum sum = before == null ? MinuteSum.EMPTY : Parts.readSum(new ByteReader(before));
        ByteWriter out = new ByteWriter();
        Parts.write(out, sum.plus(record));
        store.put(key, out.toByteArray());
    }

    private long remember(ModelRef model) {
        long hash =
                Hashes.of(
                        Hashes.of(Hashes.of(model.name()), Hashes.of(model.version())),
                        Hashes.of(Hashes.of(model.variant()), Hashes.of(model.sha256())));
        byte[] key = Keys.of(MODELS, hash);
        if (store.get(key) == null) {
            ByteWriter out = new ByteWriter();
            Parts.write(out, model);
            store.put(key, out.toByteArray());
        }
        return hash;
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
            if (window.changed && timing.closes(window.start) <= now) {
                List<Part> parts = closing.parts(window.start);
                if (parts == null) {
                    waits = Math.min(waits, timing.closes(window.start) - 1);
                } else {
                    parts.forEach(out);
                    store.put(Keys.of(WINDOWS, window.start), CLOSED);
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
                        long model = Keys.part(key, 1);
                        out.accept(
                                new Part.Minute(
                                        model == NO_MODEL ? null : closing.model(model),
                                        minute,
                                        Parts.readSum(new ByteReader(value))));
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
        Keys.deleteAll(store, Keys.of(SAMPLES, start));
        Keys.deleteAll(store, Keys.of(DEVICES, start));
        Keys.deleteAll(store, Keys.of(ORIGINS, start));
        store.delete(Keys.of(HASHES, start));
        store.delete(Keys.of(WINDOWS, start));
    }

    private record Window(long start, boolean changed) {}
}
