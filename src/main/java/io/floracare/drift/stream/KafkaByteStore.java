package io.floracare.drift.stream;

import io.floracare.drift.window.ByteStore;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A Kafka Streams store. */
final class KafkaByteStore implements ByteStore {
    private final KeyValueStore<Bytes, byte[]> store;

    KafkaByteStore(@Nullable KeyValueStore<Bytes, byte[]> store) {
        this.store = Objects.requireNonNull(store, "the topology connects the store");
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        var _ = store.delete(Bytes.wrap(key));
    }

    @Override
    public void forEach(byte[] prefix, BiConsumer<byte[], byte[]> visitor) {
        try (KeyValueIterator<Bytes, byte[]> found =
                store.prefixScan(Bytes.wrap(prefix), new BytesSerializer())) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> next = found.next();
                visitor.accept(next.key.get(), next.value);
            }
        }
    }
}
