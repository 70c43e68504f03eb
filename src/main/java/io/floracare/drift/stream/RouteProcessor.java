package io.floracare.drift.stream;

import com.fasterxml.jackson.databind.ObjectReader;
import io.floracare.drift.Observation;
import io.floracare.drift.window.EventTime;
import io.floracare.message.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends each feature record to its device's shard, and tells every shard how far this partition has
 * got: a partition without records would otherwise hold all windows open.
 */
final class RouteProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final Duration PROGRESS = Duration.ofSeconds(1);

    private final DriftParts parts;
    private final ObjectReader json = Json.mapper().readerFor(Origin.class);
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private int partition;
    private long time = -1;

    /** Looks without a record since the last one: a busy thread looks rarely, and is not idle. */
    private long quiet;

    RouteProcessor(DriftParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        partition = given.taskId().partition();
        var _ = given.schedule(PROGRESS, PunctuationType.WALL_CLOCK_TIME, this::progress);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
        quiet = 0;
        Origin origin = read(record.value());
        if (origin == null) {
            parts.metrics().undecodable("features");
            return;
        }
        long event = EventTime.of(origin.eventTime(), record.timestamp());
        time = Math.max(time, event);
        byte[] key =
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(Observation.cluster(origin.segment(), origin.eventTime()))
                        .array();
        to.forward(
                new Record<>(
                        key,
                        new Relayed(partition, event, record.value()).encode(),
                        record.timestamp()));
    }

    private @Nullable Origin read(byte @Nullable [] value) {
        try {
            Origin origin = value == null ? null : json.readValue(value);
            return origin == null
                            || origin.id() == null
                            || origin.eventTime() == null
                            || origin.segment() == null
                    ? null
                    : origin;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private void progress(long now) {
        long idle = parts.idle().toMillis();
        quiet++;
        if (quiet * PROGRESS.toMillis() >= idle) {
            time = Math.max(time, now - idle);
        }
        if (time >= 0) {
            Objects.requireNonNull(context)
                    .forward(
                            new Record<>(
                                    Relayed.everybody(),
                                    Relayed.progress(partition, time).encode(),
                                    now));
        }
    }
}
