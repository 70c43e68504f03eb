package io.floracare.drift.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.floracare.message.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one type as JSON.
 *
 * @param <T> a record
 */
final class JsonValue<T> {
    private final ObjectReader reader;

    JsonValue(Class<T> type) {
        reader = Json.mapper().readerFor(type);
    }

    /** The value, null when the bytes are none. */
    @Nullable T read(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : reader.readValue(bytes);
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return null;
        }
    }

    byte[] write(T value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always written", e);
        }
    }
}
