package io.floracare.gateway.predict;

import io.floracare.message.ModelRef;
import io.floracare.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model answers, as the results say. The gateway holds none and asks nobody. Safe for use by
 * several threads.
 */
public final class ModelsInService {
    /** Two models that answered within this time share the traffic. */
    private static final Duration SPLIT = Duration.ofMinutes(1);

    private final Map<String, Instant> lastSeen = new HashMap<>();
    private @Nullable String newest;

    /** Learns from a result. */
    public synchronized void saw(Result result) {
        ModelRef model = result.model();
        if (model == null) {
            return;
        }
        Instant time = result.time().classified();
        lastSeen.merge(model.sha256(), time, (a, b) -> a.isAfter(b) ? a : b);
        if (newest == null || !time.isBefore(lastSeen.getOrDefault(newest, Instant.MIN))) {
            newest = model.sha256();
        }
        Instant horizon = lastSeen.getOrDefault(newest, time).minus(SPLIT);
        lastSeen.values().removeIf(seen -> seen.isBefore(horizon));
    }

    /**
     * The one model in service: the digest of its manifest.
     *
     * @return empty while none is known or several share the traffic
     */
    synchronized Optional<String> only() {
        return lastSeen.size() == 1 ? Optional.ofNullable(newest) : Optional.empty();
    }
}
