package io.floracare.gateway.lane;

import com.fasterxml.jackson.databind.ObjectReader;
import io.floracare.message.Json;
import io.floracare.message.Result;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that wait for a reply. As many as requests are in flight: whoever waits takes its
 * entry away again. Safe for use by several threads.
 */
final class PendingReplies {
    private static final Logger LOG = LoggerFactory.getLogger(PendingReplies.class);

    private final Map<CorrelationId, CompletableFuture<Result>> waiting = new ConcurrentHashMap<>();
    private final ObjectReader json = Json.mapper().readerFor(Result.class);
    private final RandomGenerator random;

    /**
     * @param random unguessable
     */
    PendingReplies(RandomGenerator random) {
        this.random = random;
    }

    /**
     * One that waits.
     *
     * @param id goes with the request
     * @param reply completes with the first reply
     */
    record Entry(CorrelationId id, CompletableFuture<Result> reply) {}

    Entry begin() {
        while (true) {
            Entry entry = new Entry(CorrelationId.random(random), new CompletableFuture<>());
            if (waiting.putIfAbsent(entry.id(), entry.reply()) == null) {
                return entry;
            }
        }
    }

    /** Nobody waits for it any more. */
    void end(Entry entry) {
        waiting.remove(entry.id());
    }

    int size() {
        return waiting.size();
    }

    /**
     * A reply came. The first one counts; a second, of an attempt that Kafka took back, is dropped.
     *
     * @return whether somebody waited for it
     */
    boolean arrived(byte[] correlation, byte[] value) {
        CorrelationId id = CorrelationId.of(correlation);
        // Only our own replies are decoded: other instances' are none of our work.
        CompletableFuture<Result> reply = id == null ? null : waiting.remove(id);
        if (reply == null) {
            return false;
        }
        try {
            reply.complete(json.readValue(value));
        } catch (IOException | IllegalArgumentException e) {
            LOG.atError().setCause(e).log("A reply is not the JSON of a result");
            reply.completeExceptionally(e);
        }
        return true;
    }
}
