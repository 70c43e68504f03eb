package io.floracare.gateway.lane;

import io.floracare.telemetry.GatewayMetrics;
import io.floracare.telemetry.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many images wait in front of the classifiers, as of the last look. Looking is somebody else's
 * thread's work; asking costs nothing.
 */
public final class LaneLag {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLag.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final Map<Lane, String> groups;
    private final GatewayMetrics metrics;
    private final AtomicLong express = new AtomicLong();
    private final AtomicLong bulk = new AtomicLong();

    /**
     * @param admin stays the caller's
     * @param groups consumer group of each lane
     */
    public LaneLag(Admin admin, Map<Lane, String> groups, GatewayMetrics metrics) {
        this.admin = admin;
        this.groups = Map.copyOf(groups);
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
        for (Map.Entry<Lane, String> group : groups.entrySet()) {
            try {
                long lag = lag(group.getValue());
                counter(group.getKey()).set(lag);
                metrics.lag(group.getKey(), lag);
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.atDebug().setCause(e).log("The lag cannot be read");
            }
        }
    }

    private long lag(String group)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(asked).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        long lag = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> each : committed.entrySet()) {
            ListOffsetsResultInfo end = ends.get(each.getKey());
            if (end != null && each.getValue() != null) {
                lag += Math.max(0, end.offset() - each.getValue().offset());
            }
        }
        return lag;
    }
}
