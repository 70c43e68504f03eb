package io.floracare.drift.stream;

import io.floracare.drift.window.EventTime;
import io.floracare.drift.window.Intake;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads feature records and sends the photos to the shards of their devices, many in one message;
 * and tells every shard how far this partition has got: a partition without records would otherwise
 * hold all windows open. Messages go before each commit at the latest, so that no photo is ever
 * here alone.
 */
final class RouteProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String STORE = "route";
    static final Duration PROGRESS = Duration.ofSeconds(1);

    private final String topic;
    private final DriftParts parts;
    private final SourceEnd end;
    private final FeatureParser parser = new FeatureParser();
    private final List<Intake> intakes = new ArrayList<>();
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private int partition;
    private long time = -1;

    /** Looks without a record since the last one: a busy thread looks rarely, and is not idle. */
    private long quiet;

    RouteProcessor(String topic, DriftParts parts, SourceEnd end) {
        this.topic = topic;
        this.parts = parts;
        this.end = end;
        for (int shard = 0; shard < parts.shards(); shard++) {
            intakes.add(
                    new Intake(parts.rules().timing(), parts.rules().policy().photosPerDevice()));
        }
    }

    /** The key of a message to a shard. */
    static byte[] key(int shard) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(shard).array();
    }

    /** The shard that a key names. */
    static int shard(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        partition = given.taskId().partition();
        BeforeCommit commits = given.getStateStore(STORE);
        commits.run(given, this::send);
        var _ = given.schedule(PROGRESS, PunctuationType.WALL_CLOCK_TIME, this::progress);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        quiet = 0;
        FeatureParser.Parsed parsed = parser.parse(record.value());
        if (parsed == null) {
            parts.metrics().undecodable("features");
            return;
        }
        long event = EventTime.of(parsed.time(), record.timestamp());
        time = Math.max(time, event);
        int shard = parsed.photo().shard(intakes.size());
        Intake intake = intakes.get(shard);
        intake.add(parsed.photo(), event);
        if (intake.isFull()) {
            send(shard);
        }
    }

    private void send() {
        for (int shard = 0; shard < intakes.size(); shard++) {
            send(shard);
        }
    }

    private void send(int shard) {
        Intake intake = intakes.get(shard);
        if (!intake.isEmpty()) {
            ProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
            long latest = intake.latest();
            to.forward(
                    new Record<>(
                            key(shard),
                            new Relayed(partition, latest, intake.drain()).encode(),
                            to.currentSystemTimeMs()));
        }
    }

    private void progress(long now) {
        long idle = parts.idle().toMillis();
        quiet++;
        if (quiet * PROGRESS.toMillis() >= idle
                && end.reached(new TopicPartition(topic, partition))) {
            time = Math.max(time, now - idle);
        }
        if (time >= 0) {
            send(); // Photos go before the word that there are no others of their time.
            Objects.requireNonNull(context)
                    .forward(
                            new Record<>(
                                    Relayed.everybody(),
                                    Relayed.progress(partition, time).encode(),
                                    now));
        }
    }
}
