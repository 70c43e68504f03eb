package io.floracare.classify;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one image record gives, serialised and ready to be forwarded.
 *
 * @param result for {@code leaf-results}
 * @param features for {@code leaf-features}
 * @param reply for a reply topic; null when none goes out
 * @param deadLetter for {@code leaf-dead-letters}; null unless the image failed
 */
@SuppressWarnings("ArrayRecordComponent") // serialised once, forwarded at once, compared never
record Outputs(
        Message result,
        Message features,
        @Nullable ReplyMessage reply,
        @Nullable Message deadLetter) {

    /** A record to be. */
    record Message(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

    /**
     * A reply to be.
     *
     * @param partition null for any
     */
    record ReplyMessage(
            String topic, @Nullable Integer partition, byte[] key, byte[] value, Headers headers) {}
}
