package io.floracare.drift;

import io.floracare.drift.stats.Clusters;
import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a window counts of all photos of a segment, failed ones included: issues by cluster bucket,
 * and distinct perceptual hashes. Merges in any order to the same bits. Not thread-safe.
 */
public final class QualityCounts {
    /** Bits of the map of hashes: duplicates among 100,000 photos are known to half a percent. */
    public static final int MAP = 1 << 16;

    private final Clusters photos;
    private final Clusters issues;
    private final BitSet hashes;
    private int hashed;

    /** Empty counts. */
    public QualityCounts() {
        this(new Clusters(1), new Clusters(Issue.values().length), new BitSet(MAP), 0);
    }

    QualityCounts(Clusters photos, Clusters issues, BitSet hashes, int hashed) {
        this.photos = photos;
        this.issues = issues;
        this.hashes = hashes;
        this.hashed = hashed;
    }

    /** Adds a photo. */
    void add(Features record) {
        addPhotos(Observation.cluster(record), 1);
        for (Issue issue : Issue.of(record)) {
            addIssue(Observation.cluster(record), issue, 1);
        }
        addHash(record.image());
    }

    /** Adds photos of a cluster. */
    public void addPhotos(long cluster, int amount) {
        photos.add(Clusters.bucket(cluster), 0, amount);
    }

    /** Adds photos of a cluster that have an issue, beside being photos. */
    public void addIssue(long cluster, Issue issue, int amount) {
        issues.add(Clusters.bucket(cluster), issue.column(), amount);
    }

    /** Adds a photo's perceptual hash, if it has one. */
    public void addHash(@Nullable ImageFeatures image) {
        if (image != null) {
            hashes.set(slot(image.perceptualHash()));
            hashed++;
        }
    }

    /** The bit of a perceptual hash, below {@link #MAP}. */
    public static int slot(String perceptualHash) {
        return (int) Math.floorMod(Hashes.of(perceptualHash), (long) MAP);
    }

    /** Adds photos whose hashes fill these slots. */
    public void addHashes(BitSet slots, int amount) {
        hashes.or(slots);
        hashed = Math.addExact(hashed, amount);
    }

    /** Adds everything other counts hold. */
    public void merge(QualityCounts other) {
        photos.merge(other.photos);
        issues.merge(other.issues);
        hashes.or(other.hashes);
        hashed = Math.addExact(hashed, other.hashed);
    }

    /** Photos counted. */
    public long size() {
        return photos.total();
    }

    /** Photos with an issue. */
    public long count(Issue issue) {
        return issues.category(issue.column());
    }

    /** Photos with and without an issue by bucket, as two categories. */
    Clusters pair(Issue issue) {
        Clusters pair = new Clusters(2);
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            int hits = issues.count(bucket, issue.column());
            pair.add(bucket, 0, hits);
            pair.add(bucket, 1, photos.count(bucket, 0) - hits);
        }
        return pair;
    }

    /**
     * Share of photos that look like another one of the window, by linear counting (Whang et al.
     * 1990); NaN when nothing was decoded, or too much to tell.
     */
    public double duplicateShare() {
        int empty = MAP - hashes.cardinality();
        if (empty == 0) {
            return Double.NaN;
        }
        double distinct = -MAP * Math.log((double) empty / MAP);
        return hashed == 0 ? Double.NaN : Math.clamp(1 - distinct / hashed, 0.0, 1.0);
    }

    /**
     * Photos that surely look like another one: three standard errors of the estimate fewer than it
     * says.
     */
    long duplicates() {
        double share = duplicateShare();
        if (Double.isNaN(share)) {
            return 0;
        }
        double load = Math.log((double) MAP / (MAP - hashes.cardinality()));
        double error = Math.sqrt(MAP * (Math.expm1(load) - load));
        return Math.max(0, Math.round(share * hashed - 3 * error));
    }

    Clusters photos() {
        return photos;
    }

    Clusters issues() {
        return issues;
    }

    BitSet hashes() {
        return hashes;
    }

    int hashed() {
        return hashed;
    }
}
