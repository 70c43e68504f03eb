package io.floracare.gateway.results;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Ids whose results are not kept any more, as 64 bits each, the oldest forgotten first. Two ids
 * with the same bits are mistaken for each other, once in billions of billions.
 */
final class PastIds {
    private final int capacity;
    private final Set<Long> hashes = new LinkedHashSet<>();

    PastIds(int capacity) {
        this.capacity = capacity;
    }

    void add(String id) {
        hashes.add(hash(id));
        if (hashes.size() > capacity) {
            hashes.remove(hashes.iterator().next());
        }
    }

    boolean contains(String id) {
        return hashes.contains(hash(id));
    }

    private static long hash(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.getMostSignificantBits() * 31 + uuid.getLeastSignificantBits();
        } catch (IllegalArgumentException e) {
            return id.hashCode() * 0x9E3779B97F4A7C15L + id.length();
        }
    }
}
