package io.floracare.drift.stream;

import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The latest value of each image, forgotten after the store's retention.
 *
 * @param <T> a record
 */
final class Latest<T> {
    private final WindowStore<Bytes, byte[]> store;
    private final JsonValue<T> json;

    Latest(@Nullable WindowStore<Bytes, byte[]> store, Class<T> type) {
        this.store = Objects.requireNonNull(store, "the topology connects the store");
        this.json = new JsonValue<>(type);
    }

    /**
     * The latest value.
     *
     * @param oldest epoch milliseconds: the store itself keeps values somewhat longer than it must
     */
    @Nullable T get(byte[] id, long oldest) {
        try (WindowStoreIterator<byte[]> found =
                store.backwardFetch(Bytes.wrap(id), Math.max(0, oldest), Long.MAX_VALUE)) {
            return found.hasNext() ? json.read(found.next().value) : null;
        }
    }

    void put(byte[] id, T value, long time) {
        store.put(Bytes.wrap(id), json.write(value), time);
    }

    /** Forgets all of an image. */
    void delete(byte[] id) {
        try (WindowStoreIterator<byte[]> found = store.fetch(Bytes.wrap(id), 0, Long.MAX_VALUE)) {
            while (found.hasNext()) {
                store.put(Bytes.wrap(id), null, found.next().key);
            }
        }
    }
}
