package io.floracare.gateway.lane;

import io.floracare.telemetry.GatewayMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.topic.GroupLag;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many images wait in front of the classifiers, as of the last look. Looking is somebody else's
 * thread's work; asking costs nothing.
 */
public final class LaneLag {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLag.class);

    private final Map<Lane, GroupLag> groups = new EnumMap<>(Lane.class);
    private final GatewayMetrics metrics;
    private final AtomicLong express = new AtomicLong();
    private final AtomicLong bulk = new AtomicLong();

    /**
     * @param admin stays the caller's
     * @param groups consumer group of each lane
     */
    public LaneLag(Admin admin, Map<Lane, String> groups, GatewayMetrics metrics) {
        groups.forEach((lane, group) -> this.groups.put(lane, new GroupLag(admin, group)));
        this.metrics = metrics;
    }

    /** Images that waited at the last look; 0 before the first. */
    public long of(Lane lane) {
        return counter(lane).get();
    }

    private AtomicLong counter(Lane lane) {
        return switch (lane) {
            case EXPRESS -> express;
            case BULK -> bulk;
        };
    }

    /** Looks again. What cannot be seen stays as it was. */
    public void look() throws InterruptedException {
        for (Map.Entry<Lane, GroupLag> group : groups.entrySet()) {
            try {
                long lag = group.getValue().everywhere();
                counter(group.getKey()).set(lag);
                metrics.lag(group.getKey(), lag);
            } catch (KafkaException e) {
                LOG.atDebug().setCause(e).log("The lag cannot be read");
            }
        }
    }
}
