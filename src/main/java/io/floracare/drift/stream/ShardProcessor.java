package io.floracare.drift.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.drift.window.Part;
import io.floracare.drift.window.Parts;
import io.floracare.drift.window.WindowShard;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One shard: keeps its devices' photos and tells the mergers each window's sums. */
final class ShardProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String STORE = "shard";

    private final DriftParts parts;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable WindowShard shard;
    private int partition;

    ShardProcessor(DriftParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        partition = given.taskId().partition();
        shard =
                new WindowShard(
                        new KafkaByteStore(given.getStateStore(STORE)),
                        parts.sources(),
                        parts.rules().timing(),
                        parts.rules().policy().photosPerDevice(),
                        parts.baselines(),
                        parts.metrics()::tooLate);
        var _ =
                given.schedule(
                        RouteProcessor.PROGRESS, PunctuationType.WALL_CLOCK_TIME, this::advance);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        WindowShard to = Objects.requireNonNull(shard);
        Relayed message = Relayed.decode(record.value());
        if (message.isProgress()) {
            to.progress(message.from(), message.time());
            return;
        }
        parts.metrics().photos(to.add(message.body(), message.from(), message.time()));
    }

    private void advance(long now) {
        ProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
        long told = Objects.requireNonNull(shard).advance(part -> tell(to, part, now));
        if (told >= 0) {
            to.forward(
                    new Record<>(
                            Relayed.everybody(), Relayed.progress(partition, told).encode(), now));
        }
    }

    private void tell(ProcessorContext<byte[], byte[]> to, Part part, long now) {
        to.forward(
                new Record<>(
                        part.stream().getBytes(UTF_8),
                        new Relayed(partition, part.start(), Parts.write(part)).encode(),
                        now));
    }
}
