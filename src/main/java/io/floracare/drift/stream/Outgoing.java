package io.floracare.drift.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.message.Json;

/**
 * A value on its way to a topic.
 *
 * @param topic where to
 * @param json the value
 */
@SuppressWarnings("ArrayRecordComponent") // passed on and never compared
record Outgoing(String topic, byte[] json) {
    static Outgoing of(String topic, Object value) {
        try {
            return new Outgoing(topic, Json.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message record is always written", e);
        }
    }
}
