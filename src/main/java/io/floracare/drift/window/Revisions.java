package io.floracare.drift.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.drift.Hashes;
import io.floracare.message.Json;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Numbers the reports of a window, in a store. */
final class Revisions {
    static final char KIND = 'r';

    private final ByteStore store;

    Revisions(ByteStore store) {
        this.store = store;
    }

    /**
     * The report of a window under its revision.
     *
     * @param report by revision; otherwise the same for the same window
     * @return null when it says what the last one said
     */
    <T> @Nullable T next(long start, String stream, IntFunction<T> report) {
        byte[] key = Keys.of(KIND, start, stream);
        byte[] before = store.get(key);
        int revision = before == null ? 0 : new ByteReader(before).getInt() + 1;
        long content = hash(report.apply(0));
        if (before != null && new ByteReader(before).skip(Integer.BYTES).getLong() == content) {
            return null;
        }
        store.put(key, new ByteWriter().putInt(revision).putLong(content).toByteArray());
        return report.apply(revision);
    }

    private static long hash(Object report) {
        try {
            return Hashes.of(Json.mapper().writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always written", e);
        }
    }
}
