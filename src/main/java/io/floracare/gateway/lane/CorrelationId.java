package io.floracare.gateway.lane;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * 128 random bits by which a waiting request knows its reply. Nobody else can guess them, so
 * several instances may share a reply partition.
 */
record CorrelationId(long high, long low) {
    private static final int BYTES = 16;

    static CorrelationId random(RandomGenerator random) {
        return new CorrelationId(random.nextLong(), random.nextLong());
    }

    /** The id that a header holds; null for anything that is none of ours. */
    static @Nullable CorrelationId of(byte @Nullable [] header) {
        if (header == null || header.length != BYTES) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(header);
        return new CorrelationId(buffer.getLong(), buffer.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }
}
