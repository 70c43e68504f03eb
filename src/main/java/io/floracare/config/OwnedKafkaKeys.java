package io.floracare.config;

import java.util.Map;
import java.util.Optional;

/** Kafka's settings on which the product's guarantees rest, and why each is not for passing on. */
final class OwnedKafkaKeys {
    private static final String EXACTLY_ONCE = "exactly one result an image rests on it";
    private static final String FORMAT = "the records' format is fixed";
    private static final String HANDLER =
            "failures become results and dead letters by the product's own handler";
    private static final String THREADS = "set stream.threads and express.threads";
    private static final String IDENTITY =
            "it is made from topic.prefix, application.id.prefix and the role";

    private static final Map<String, String> REASONS =
            Map.ofEntries(
                    Map.entry("application.id", IDENTITY),
                    Map.entry("group.id", IDENTITY),
                    Map.entry("transactional.id", IDENTITY),
                    Map.entry("state.dir", "set state.dir without the kafka prefix"),
                    Map.entry("num.stream.threads", THREADS),
                    Map.entry("processing.guarantee", EXACTLY_ONCE),
                    Map.entry("isolation.level", EXACTLY_ONCE),
                    Map.entry("enable.idempotence", EXACTLY_ONCE),
                    Map.entry("acks", EXACTLY_ONCE),
                    Map.entry("enable.auto.commit", EXACTLY_ONCE),
                    Map.entry("auto.offset.reset", "no image may be passed over"),
                    Map.entry("group.protocol", "the shutdown leaves the group by the classic one"),
                    Map.entry("key.serializer", FORMAT),
                    Map.entry("value.serializer", FORMAT),
                    Map.entry("key.deserializer", FORMAT),
                    Map.entry("value.deserializer", FORMAT),
                    Map.entry("default.key.serde", FORMAT),
                    Map.entry("default.value.serde", FORMAT),
                    Map.entry(
                            "default.timestamp.extractor",
                            "it must never give a negative time, whatever the record says"),
                    Map.entry("processing.exception.handler", HANDLER),
                    Map.entry("processing.exception.handler.global.enabled", HANDLER),
                    Map.entry("production.exception.handler", HANDLER),
                    Map.entry("default.production.exception.handler", HANDLER),
                    Map.entry("deserialization.exception.handler", HANDLER),
                    Map.entry("default.deserialization.exception.handler", HANDLER),
                    Map.entry("errors.dead.letter.queue.topic.name", HANDLER),
                    Map.entry(
                            "ensure.explicit.internal.resource.naming",
                            "the topology names everything"),
                    Map.entry("topology.optimization", "the topology is fixed"));

    private OwnedKafkaKeys() {}

    /** Why a Kafka setting cannot be changed; empty if it can. */
    static Optional<String> reason(String name) {
        return Optional.ofNullable(REASONS.get(name));
    }
}
