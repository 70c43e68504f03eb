package io.floracare.drift.window;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A store on the heap: for replays, which end with the process. Not thread-safe. */
public final class MemoryStore implements ByteStore {
    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        entries.remove(key);
    }

    @Override
    public void forEach(byte[] prefix, BiConsumer<byte[], byte[]> visitor) {
        Map.Entry<byte[], byte[]> next = entries.ceilingEntry(prefix);
        while (next != null && Keys.startsWith(next.getKey(), prefix)) {
            visitor.accept(next.getKey(), next.getValue());
            next = entries.higherEntry(next.getKey());
        }
    }

    /** Number of keys. */
    public int size() {
        return entries.size();
    }
}
