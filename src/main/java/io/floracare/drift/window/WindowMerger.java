package io.floracare.drift.window;

import java.util.ArrayList;
import java.util.List;

/**
 * The second stage: adds what the shards say of a stream and judges each window when all of them
 * are past it. Not thread-safe.
 */
public final class WindowMerger {
    private static final char PARTS = 'p';
    private static final char CHANGED = 'x';
    private static final char MINUTES = 'n';

    private final ByteStore store;
    private final Timing timing;
    private final Watermarks watermarks;
    private final AlertBook book;
    private final DriftJudge drift;
    private final QualityJudge quality;
    private final MinuteJudge minutes;

    /**
     * A merger that goes on where its store ended.
     *
     * @param shards how many there are
     */
    public WindowMerger(
            ByteStore store, int shards, Rules rules, Baselines baselines, Verdicts verdicts) {
        this.store = store;
        this.timing = rules.timing();
        this.watermarks = new Watermarks(store, shards);
        this.book = new AlertBook(store);
        Revisions revisions = new Revisions(store);
        this.drift = new DriftJudge(rules, baselines, revisions, book, verdicts);
        this.quality = new QualityJudge(store, rules, revisions, book, verdicts);
        this.minutes = new MinuteJudge(rules, baselines, book, verdicts);
    }

    /** Takes a part of a shard; one of a window that is forgotten already is left out. */
    public void add(int shard, Part part) {
        char kind = part instanceof Part.Minute ? MINUTES : PARTS;
        if (kind == PARTS) {
            if (timing.expires(part.start()) <= watermarks.now()) {
                return;
            }
            store.put(Keys.of(CHANGED, part.start(), part.stream()), new byte[0]);
        }
        store.put(
                new ByteWriter()
                        .put(kind)
                        .putLong(part.start())
                        .putText(part.stream())
                        .putInt(shard)
                        .toByteArray(),
                Parts.write(part));
    }

    /** A shard has told everything before a time. */
    public void progress(int shard, long time) {
        watermarks.advance(shard, time);
    }

    /** Keys of the alerts that fire. */
    public List<String> firing() {
        return book.firing();
    }

    /**
     * Judges what all shards are past, in the order of its time.
     *
     * @return how far all shards have got, epoch milliseconds; 0 before they have begun
     */
    public long advance() {
        long now = watermarks.now();
        watermarks.save();
        if (now == Watermarks.NOT_BEGUN) {
            return 0;
        }
        for (byte[] key : keys(MINUTES)) {
            long minute = Keys.part(key, 0);
            if (timing.minuteCloses(minute) <= now && store.get(key) != null) {
                List<Part> parts = take(MINUTES, minute, Keys.text(key));
                if (minutes.judge(minute, parts)) {
                    Keys.deleteAll(store, Keys.of(MINUTES, minute, Keys.text(key)));
                }
            }
        }
        for (byte[] key : keys(CHANGED)) {
            long start = Keys.part(key, 0);
            String stream = Keys.text(key);
            if (timing.closes(start) <= now && judge(start, stream, take(PARTS, start, stream))) {
                store.delete(key);
            }
        }
        quality.pass(now);
        forget(now);
        return now;
    }

    private boolean judge(long start, String stream, List<Part> parts) {
        return parts.getFirst() instanceof Part.Quality
                ? quality.judge(start, stream, parts)
                : drift.judge(start, stream, parts);
    }

    private List<byte[]> keys(char kind) {
        List<byte[]> keys = new ArrayList<>();
        store.forEach(Keys.of(kind), (key, value) -> keys.add(key));
        return keys;
    }

    private List<Part> take(char kind, long start, String stream) {
        List<Part> parts = new ArrayList<>();
        store.forEach(Keys.of(kind, start, stream), (key, value) -> parts.add(Parts.read(value)));
        return parts;
    }

    private void forget(long now) {
        for (byte[] key : keys(Revisions.KIND)) {
            if (timing.expires(Keys.part(key, 0)) <= now) {
                store.delete(key);
            }
        }
        for (byte[] key : keys(PARTS)) {
            if (timing.expires(Keys.part(key, 0)) <= now) {
                store.delete(key);
                store.delete(Keys.of(CHANGED, Keys.part(key, 0), Keys.text(key)));
            }
        }
    }
}
