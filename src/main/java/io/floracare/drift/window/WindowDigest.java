package io.floracare.drift.window;

import io.floracare.drift.QualityCounts;
import io.floracare.message.ModelRef;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is remembered of the photos of a window, whatever the baseline. Bounded, however
 * many photos there were. Digests of any parts of the photos merge, in any order, to that of all of
 * them. Not thread-safe.
 */
final class WindowDigest {
    /** About the size of a row that a digest is written in. */
    private static final int ROW = 512 << 10;

    private static final int FEW_HASHES = QualityCounts.MAP / Byte.SIZE / Short.BYTES;

    private final long start;
    private final int photosPerDevice;
    private final OriginTable origins;
    private final Map<ModelRef, SampleTable> samples =
            new TreeMap<>(
                    Comparator.comparing(ModelRef::name)
                            .thenComparing(ModelRef::version)
                            .thenComparing(ModelRef::variant)
                            .thenComparing(ModelRef::sha256));
    private @Nullable SampleTable last;
    private @Nullable ModelRef lastModel;
    private final BitSet hashes = new BitSet();
    private int hashed;
    private long photos;

    /**
     * A digest of no photo.
     *
     * @param start of the window, epoch milliseconds
     * @param photosPerDevice most photos of a device that are tested
     */
    WindowDigest(long start, int photosPerDevice) {
        this.start = start;
        this.photosPerDevice = photosPerDevice;
        this.origins = new OriginTable(start);
    }

    /** Who is told when photos of a model enter or leave the test. */
    interface Listeners extends Function<ModelRef, SampleTable.@Nullable Listener> {}

    void add(Photo photo) {
        photos++;
        origins.add(photo.origin(), photo.cluster(), photo.issues());
        if (photo.hash() >= 0) {
            hashes.set(photo.hash());
            hashed++;
        }
        if (photo.model() != null && photo.values() != null) {
            table(photo.model())
                    .offer(new Sample(photo.id(), photo.values(), photo.origin()), null);
        }
    }

    /** Most photos are of the model that the one before was of. */
    private SampleTable table(ModelRef model) {
        SampleTable table = last;
        if (table == null || !model.equals(lastModel)) {
            table = samples.get(model);
            if (table == null) {
                table = new SampleTable(start, photosPerDevice);
                samples.put(model, table);
            }
            last = table;
            lastModel = model;
        }
        return table;
    }

    OriginTable origins() {
        return origins;
    }

    Map<ModelRef, SampleTable> samples() {
        return samples;
    }

    /** Slots of perceptual hashes that are filled. */
    BitSet hashes() {
        return hashes;
    }

    /** Photos that have a perceptual hash. */
    int hashed() {
        return hashed;
    }

    /** Photos in all. */
    long photos() {
        return photos;
    }

    /** Writes everything, in as many rows as it takes to keep them small. */
    void write(Consumer<ByteWriter> rows) {
        ByteWriter out = new ByteWriter();
        writeHashes(out);
        int from = 0;
        ByteWriter body = new ByteWriter();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            writeSlot(body, slot);
            if (body.size() > ROW || slot == Slots.COUNT - 1) {
                rows.accept(out.putInt(from).putInt(slot + 1).putRaw(body));
                from = slot + 1;
                body = new ByteWriter();
                out = new ByteWriter().putInt(0).putInt(0);
            }
        }
    }

    private void writeSlot(ByteWriter out, int slot) {
        origins.write(out, slot);
        samples.forEach((model, table) -> {
            int[] size = {0};
            table.forEach(slot, sample -> size[0]++);
            if (size[0] > 0) {
                Parts.write(out.putInt(size[0]), model);
                table.forEach(slot, sample -> sample.write(out));
            }
        });
        out.putInt(0);
    }

    private void writeHashes(ByteWriter out) {
        out.putInt(hashed);
        int set = hashes.cardinality();
        if (set <= FEW_HASHES) {
            out.putInt(set);
            hashes.stream().forEach(slot -> out.put(slot >>> Byte.SIZE).put(slot));
        } else {
            out.putInt(-1).putBytes(hashes.toByteArray());
        }
    }

    private void mergeHashes(ByteReader in) {
        hashed = Math.addExact(hashed, in.getInt());
        int set = in.getInt();
        if (set < 0) {
            hashes.or(BitSet.valueOf(in.getBytes()));
        }
        for (int left = set; left > 0; left--) {
            hashes.set(in.get() << Byte.SIZE | in.get());
        }
    }

    /** Adds what one row of {@link #write} holds. */
    void merge(ByteReader in, Listeners listeners) {
        mergeHashes(in);
        int from = in.getInt();
        int to = in.getInt();
        for (int slot = from; slot < to; slot++) {
            photos += origins.merge(in, slot);
            for (int size = in.getInt(); size > 0; size = in.getInt()) {
                ModelRef model = Parts.known(Parts.readModel(in));
                SampleTable table = table(model);
                SampleTable.Listener listener = listeners.apply(model);
                for (int left = size; left > 0; left--) {
                    table.offer(Sample.read(in), listener);
                }
            }
        }
    }
}
