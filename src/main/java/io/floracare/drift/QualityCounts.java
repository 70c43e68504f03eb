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
final class QualityCounts {
    /** Bits of the map of hashes: duplicates among 100,000 photos are known to half a percent. */
    static final int MAP = 1 << 16;

    private final Clusters photos;
    private final Clusters issues;
    private final BitSet hashes;
    private int hashed;

    QualityCounts() {
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
        int bucket = Clusters.bucket(Observation.cluster(record));
        photos.add(bucket, 0, 1);
        for (Issue issue : Issue.of(record)) {
            issues.add(bucket, issue.column(), 1);
        }
        addHash(record.image());
    }

    private void addHash(@Nullable ImageFeatures image) {
        if (image != null) {
            hashes.set((int) Math.floorMod(Hashes.of(image.perceptualHash()), (long) MAP));
            hashed++;
        }
    }

    /** Adds everything other counts hold. */
    void merge(QualityCounts other) {
        photos.merge(other.photos);
        issues.merge(other.issues);
        hashes.or(other.hashes);
        hashed = Math.addExact(hashed, other.hashed);
    }

    /** Photos counted. */
    long size() {
        return photos.total();
    }

    /** Photos with an issue. */
    long count(Issue issue) {
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
     * 1990); NaN when nothing was decoded. For display: an estimate never alerts.
     */
    double duplicateShare() {
        int empty = MAP - hashes.cardinality();
        if (empty == 0) {
            return Double.NaN;
        }
        double distinct = -MAP * Math.log((double) empty / MAP);
        return hashed == 0 ? Double.NaN : Math.clamp(1 - distinct / hashed, 0.0, 1.0);
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
