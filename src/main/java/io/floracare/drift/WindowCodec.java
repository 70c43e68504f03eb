package io.floracare.drift;

import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.CategoricalCounts;
import io.floracare.drift.stats.Clusters;
import io.floracare.drift.stats.Histogram;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The bytes of a window's counts: a version, then integers of variable length with runs of zeros
 * folded. Bounded by the layout, whatever was counted: a value is read back only as what the layout
 * says.
 */
public final class WindowCodec {
    private static final int VERSION = 1;

    private final Layout layout;

    /** A codec of one layout. */
    public WindowCodec(Layout layout) {
        this.layout = layout;
    }

    /** The bytes of counts. */
    public byte[] encode(WindowCounts counts) {
        VarOutput out = new VarOutput();
        out.write(VERSION);
        out.write(counts.features().size());
        counts.features().forEach(histogram -> write(out, histogram));
        write(out, counts.predictions().clusters());
        write(out, counts.outcomes().clusters());
        write(out, counts.answered());
        return out.toByteArray();
    }

    /**
     * Reads counts.
     *
     * @throws IllegalArgumentException if the bytes are not those of a window of this layout
     */
    public WindowCounts decode(byte[] bytes) {
        VarInput in = new VarInput(bytes);
        expect(in, VERSION, "version");
        expect(in, layout.features().size(), "number of features");
        List<Histogram> features = new ArrayList<>();
        for (BinEdges edges : layout.edges()) {
            features.add(readHistogram(in, edges));
        }
        Clusters predictions = readClusters(in, layout.categories() + 1);
        Clusters outcomes = readClusters(in, DriftEvaluator.OUTCOMES.size() + 1);
        Histogram answered = readHistogram(in, layout.answeredEdges());
        in.end();
        return WindowCounts.of(
                features,
                CategoricalCounts.of(predictions),
                CategoricalCounts.of(outcomes),
                answered);
    }

    /** The bytes of quality counts. */
    public static byte[] encode(QualityCounts counts) {
        VarOutput out = new VarOutput();
        out.write(VERSION);
        write(out, counts.photos());
        write(out, counts.issues());
        out.write(counts.hashed());
        for (int bit = 0; bit < QualityCounts.MAP; bit += Byte.SIZE) {
            int word = 0;
            for (int i = 0; i < Byte.SIZE; i++) {
                word |= counts.hashes().get(bit + i) ? 1 << i : 0;
            }
            out.write(word);
        }
        return out.toByteArray();
    }

    /** As {@link #decode}. */
    public static QualityCounts decodeQuality(byte[] bytes) {
        VarInput in = new VarInput(bytes);
        expect(in, VERSION, "version");
        Clusters photos = readClusters(in, 1);
        Clusters issues = readClusters(in, Issue.values().length);
        int hashed = in.readInt();
        BitSet hashes = new BitSet(QualityCounts.MAP);
        for (int bit = 0; bit < QualityCounts.MAP; bit += Byte.SIZE) {
            int word = in.readInt();
            for (int i = 0; i < Byte.SIZE; i++) {
                hashes.set(bit + i, (word & (1 << i)) != 0);
            }
        }
        in.end();
        return new QualityCounts(photos, issues, hashes, hashed);
    }

    private static void expect(VarInput in, int expected, String what) {
        int actual = in.readInt();
        if (actual != expected) {
            throw new IllegalArgumentException(
                    "a window's " + what + " is " + actual + ", not " + expected);
        }
    }

    private static void write(VarOutput out, Histogram histogram) {
        for (int cell = 0; cell < histogram.edges().cells(); cell++) {
            out.write(histogram.count(cell));
        }
        for (int cell = 0; cell < histogram.edges().cells(); cell++) {
            out.writeSigned(histogram.sum(cell));
        }
        write(out, histogram.clusters());
    }

    private static Histogram readHistogram(VarInput in, BinEdges edges) {
        int[] counts = new int[edges.cells()];
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] = in.readInt();
        }
        long[] sums = new long[edges.cells()];
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] = in.readSigned();
        }
        return Histogram.of(edges, counts, sums, readClusters(in, Histogram.COARSE));
    }

    private static void write(VarOutput out, Clusters clusters) {
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            for (int category = 0; category < clusters.categories(); category++) {
                out.write(clusters.count(bucket, category));
            }
        }
    }

    private static Clusters readClusters(VarInput in, int categories) {
        Clusters clusters = new Clusters(categories);
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            for (int category = 0; category < categories; category++) {
                clusters.add(bucket, category, in.readInt());
            }
        }
        return clusters;
    }
}
