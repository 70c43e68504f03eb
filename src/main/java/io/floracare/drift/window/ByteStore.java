package io.floracare.drift.window;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Bytes by key, ordered as unsigned bytes: all that shards and mergers remember. */
public interface ByteStore {
    /** The value of a key, null without one. */
    byte @Nullable [] get(byte[] key);

    /** Sets the value of a key. */
    void put(byte[] key, byte[] value);

    /** Forgets a key. */
    void delete(byte[] key);

    /**
     * Visits the keys that begin with a prefix, in order. The visitor may change the store; what it
     * adds may be visited or not.
     */
    void forEach(byte[] prefix, BiConsumer<byte[], byte[]> visitor);
}
