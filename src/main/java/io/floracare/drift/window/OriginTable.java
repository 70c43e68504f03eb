package io.floracare.drift.window;

import io.floracare.drift.Hashes;
import io.floracare.drift.Issue;
import io.floracare.message.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How many photos of each origin a window has, failed ones included, and how many of them have each
 * issue. Of a slot so many origins are told apart, those with the lowest hashes; the others add up
 * under their crop and producer, and if there are too many of these, too, without. No count is ever
 * lost, and the outcome does not depend on any order. Not thread-safe.
 */
final class OriginTable {
    /** Rows of a slot: some 16,000 origins of a window. */
    static final int ROWS = 64;

    /** Clusters that agree in these bits lie in one slot, and are counted in one bucket. */
    private static final long SLOT = 0xffL << 56;

    private static final int MOST_GENERAL = 2;

    private final long start;
    private final int level;
    private final @Nullable List<Row>[] slots;
    private final boolean[] crowded = new boolean[Slots.COUNT];
    private @Nullable OriginTable rest;

    /** An empty table of a window. */
    OriginTable(long start) {
        this(start, 0);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private OriginTable(long start, int level) {
        this.start = start;
        this.level = level;
        this.slots = (List<Row>[]) new List[Slots.COUNT];
    }

    /** Adds a photo. */
    void add(Features.Segment origin, long cluster, int issues) {
        Row row = row(origin, cluster);
        row.photos = Math.addExact(row.photos, 1);
        for (int left = issues; left != 0; left &= left - 1) {
            row.issues[Integer.numberOfTrailingZeros(left)]++;
        }
    }

    /** The row that photos of an origin count in. */
    private Row row(Features.Segment from, long burst) {
        Features.Segment origin = level == 0 ? from : general(from, level);
        long cluster = level == 0 ? burst : burst & SLOT;
        long key = key(origin, cluster);
        int slot = Slots.of(cluster);
        List<Row> rows = slots[slot];
        if (rows == null) {
            rows = new ArrayList<>(2);
            slots[slot] = rows;
        }
        for (Row row : rows) {
            if (row.key == key) {
                return row;
            }
        }
        Row fresh = new Row(origin, cluster, key, Hashes.of(key, start));
        if (rows.size() < ROWS || level == MOST_GENERAL) {
            rows.add(fresh);
            return fresh;
        }
        crowded[slot] = true;
        int last = last(rows);
        Row displaced = rows.get(last);
        if (Long.compareUnsigned(fresh.rank, displaced.rank) > 0) {
            return rest().row(from, burst);
        }
        rows.set(last, fresh);
        rest().add(displaced);
        return fresh;
    }

    private static Features.Segment general(Features.Segment origin, int level) {
        return level == MOST_GENERAL
                ? new Features.Segment(null, null, null)
                : new Features.Segment(origin.crop(), null, origin.producer());
    }

    private static long key(Features.Segment origin, long cluster) {
        return Hashes.of(
                Hashes.of(cluster, hash(origin.crop())),
                Hashes.of(hash(origin.device()), hash(origin.producer())));
    }

    private static long hash(@Nullable String text) {
        return text == null ? 0 : Hashes.of(text);
    }

    private static int last(List<Row> rows) {
        int last = 0;
        for (int i = 1; i < rows.size(); i++) {
            last = Long.compareUnsigned(rows.get(i).rank, rows.get(last).rank) > 0 ? i : last;
        }
        return last;
    }

    private OriginTable rest() {
        if (rest == null) {
            rest = new OriginTable(start, level + 1);
        }
        return rest;
    }

    private void add(Row other) {
        Row row = row(other.origin, other.cluster);
        row.photos = Math.addExact(row.photos, other.photos);
        for (int i = 0; i < row.issues.length; i++) {
            row.issues[i] += other.issues[i];
        }
    }

    /**
     * Visits the rows, each with how many origins it stands for: more than 1 in a crowded slot, by
     * how far apart the hashes of those that stayed lie; 0 where nothing is known but photos.
     */
    void forEach(ObjDoubleConsumer<Row> visitor) {
        for (int slot = 0; slot < slots.length; slot++) {
            List<Row> rows = slots[slot];
            if (rows != null) {
                double weight = level > 0 ? 0 : crowded[slot] ? weight(rows) : 1;
                rows.forEach(row -> visitor.accept(row, weight));
            }
        }
        if (rest != null) {
            rest.forEach(visitor);
        }
    }

    /** The k-th lowest of n uniform hashes lies about at k/n (Bar-Yossef et al. 2002). */
    private static double weight(List<Row> rows) {
        double furthest = (rows.get(last(rows)).rank >>> 11) * 0x1p-53;
        return Math.max(1, (ROWS - 1) / Math.max(furthest, 0x1p-40) / ROWS);
    }

    void write(ByteWriter out, int slot) {
        List<Row> rows = slots[slot];
        out.put(crowded[slot] ? 1 : 0).putInt(rows == null ? 0 : rows.size());
        if (rows != null) {
            rows.forEach(row -> row.write(out));
        }
        out.put(rest == null ? 0 : 1);
        if (rest != null) {
            rest.write(out, slot);
        }
    }

    /** Adds what {@link #write} wrote; returns its photos. */
    long merge(ByteReader in, int slot) {
        long photos = 0;
        boolean others = in.get() == 1;
        for (int left = in.getInt(); left > 0; left--) {
            Row row = Row.read(in);
            add(row);
            photos += row.photos;
        }
        crowded[slot] |= others;
        return in.get() == 0 ? photos : photos + rest().merge(in, slot);
    }

    /** Photos of one origin. */
    static final class Row {
        private final Features.Segment origin;
        private final long cluster;
        private final long key;
        private final long rank;
        private final int[] issues = new int[Issue.values().length];
        private int photos;

        private Row(Features.Segment origin, long cluster, long key, long rank) {
            this.origin = origin;
            this.cluster = cluster;
            this.key = key;
            this.rank = rank;
        }

        Features.Segment origin() {
            return origin;
        }

        /** What the photos came in a burst by. */
        long cluster() {
            return cluster;
        }

        int photos() {
            return photos;
        }

        /** Photos with an issue. */
        int count(Issue issue) {
            return issues[issue.column()];
        }

        private void write(ByteWriter out) {
            Sample.writeOrigin(out, origin);
            out.putLong(cluster).putInt(photos);
            for (int i = 0; i < issues.length; i++) {
                out.putInt(issues[i]);
            }
        }

        private static Row read(ByteReader in) {
            Row row = new Row(Sample.readOrigin(in), in.getLong(), 0, 0);
            row.photos = in.getInt();
            for (int i = 0; i < row.issues.length; i++) {
                row.issues[i] = in.getInt();
            }
            return row;
        }
    }
}
