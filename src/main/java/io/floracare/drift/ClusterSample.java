package io.floracare.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * The photos of one cluster (device) that enter a window's test: those with the lowest id hashes,
 * at most k. Which they are depends on the photos alone, not on their order. Not thread-safe.
 */
final class ClusterSample {
    private final int most;
    private final List<Observation> kept = new ArrayList<>();

    ClusterSample(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a cluster sends at least one photo: " + most);
        }
        this.most = most;
    }

    /** Offers a photo, and keeps the counts equal to those of the photos kept. */
    void offer(Observation photo, WindowCounts counts, Layout layout) {
        for (Observation other : kept) {
            if (other.id() == photo.id()) {
                return;
            }
        }
        if (kept.size() == most) {
            Observation highest = kept.getLast();
            if (Long.compareUnsigned(photo.id(), highest.id()) > 0) {
                return;
            }
            counts.remove(highest, layout);
            kept.removeLast();
        }
        int at = 0;
        while (at < kept.size() && Long.compareUnsigned(kept.get(at).id(), photo.id()) < 0) {
            at++;
        }
        kept.add(at, photo);
        counts.add(photo, layout);
    }

    /** Number of photos kept. */
    int size() {
        return kept.size();
    }
}
