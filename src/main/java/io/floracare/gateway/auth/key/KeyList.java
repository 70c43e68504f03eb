package io.floracare.gateway.auth.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a file, in the order in which they were made. */
public final class KeyList {
    /** Enough for an enterprise, and a file of some megabytes at most. */
    static final int MOST = 10_000;

    private final List<StoredKey> keys;
    private final Map<String, StoredKey> byId = new HashMap<>();

    KeyList(List<StoredKey> keys) {
        this.keys = List.copyOf(keys);
        if (keys.size() > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST + " keys");
        }
        for (StoredKey key : this.keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("there are two keys with the id " + key.id());
            }
        }
    }

    static KeyList empty() {
        return new KeyList(List.of());
    }

    /** All of them. */
    public List<StoredKey> all() {
        return keys;
    }

    /** The key of an id. */
    public Optional<StoredKey> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    KeyList with(StoredKey added) {
        List<StoredKey> more = new ArrayList<>(keys);
        more.add(added);
        return new KeyList(more);
    }

    KeyList replacing(StoredKey changed) {
        return new KeyList(
                keys.stream().map(key -> key.id().equals(changed.id()) ? changed : key).toList());
    }
}
