package io.floracare.drift.stream;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The aggregator's topology. Features go by device to shards, which hold the photos of open
 * windows; what they sum up goes by segment to mergers, which judge and report. Progress goes to
 * all.
 */
final class DriftTopology implements Supplier<Topology> {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final DriftTopics topics;
    private final DriftParts parts;
    private final SourceEnd end;

    /**
     * @param end knows which partitions are read to their ends
     */
    DriftTopology(DriftTopics topics, DriftParts parts, SourceEnd end) {
        this.topics = topics;
        this.parts = parts;
        this.end = end;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(BeforeCommit.builder(RouteProcessor.STORE));
        // A shard's rows are large and written once.
        builder.addStateStore(store(ShardProcessor.STORE).withCachingDisabled());
        builder.addStateStore(store(MergeProcessor.STORE));
        KStream<byte[], Outgoing> verdicts =
                builder.stream(topics.features(), consumed("features"))
                        .process(
                                () -> new RouteProcessor(topics.features(), parts, end),
                                Named.as("route"),
                                RouteProcessor.STORE)
                        .repartition(repartitioned("photos", DriftTopology::shard))
                        .process(
                                () -> new ShardProcessor(parts),
                                Named.as("shard"),
                                ShardProcessor.STORE)
                        .repartition(repartitioned("windows", DriftTopology::segment))
                        .process(
                                () -> new MergeProcessor(topics, parts),
                                Named.as("merge"),
                                MergeProcessor.STORE);
        send(verdicts, "verdicts");
        grades(builder);
        return builder.build(new Properties());
    }

    /** Both topics have the same partitions and keys, so that both sides meet in one task. */
    private void grades(StreamsBuilder builder) {
        builder.addStateStore(latest(GradeProcessor.ANSWERS));
        builder.addStateStore(latest(GradeProcessor.LABELS));
        builder.addStateStore(store(AccuracyProcessor.STORE));
        KStream<byte[], byte[]> answers =
                builder.stream(topics.results(), consumed("results"))
                        .process(
                                () -> new GradeProcessor(parts, false),
                                Named.as("answers-join"),
                                GradeProcessor.ANSWERS,
                                GradeProcessor.LABELS);
        KStream<byte[], byte[]> labels =
                builder.stream(topics.labels(), consumed("labels"))
                        .process(
                                () -> new GradeProcessor(parts, true),
                                Named.as("labels-join"),
                                GradeProcessor.ANSWERS,
                                GradeProcessor.LABELS);
        send(
                answers.merge(labels, Named.as("both"))
                        .repartition(repartitioned("grades", DriftTopology::segment))
                        .process(
                                () -> new AccuracyProcessor(topics, parts),
                                Named.as("accuracy-sum"),
                                AccuracyProcessor.STORE),
                "accuracies");
    }

    private StoreBuilder<WindowStore<Bytes, byte[]>> latest(String name) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(
                                name, parts.labelWait(), Duration.ofMillis(1), false),
                        Serdes.Bytes(),
                        BYTES)
                .withCachingEnabled();
    }

    private static void send(KStream<byte[], Outgoing> some, String name) {
        some.to(
                (key, value, record) -> value.topic(),
                Produced.with(
                                BYTES,
                                Serdes.serdeFrom(
                                        (topic, value) -> value.json(),
                                        (topic, bytes) -> new Outgoing(topic, bytes)))
                        .withName(name));
    }

    private static Consumed<byte[], byte[]> consumed(String name) {
        return Consumed.with(BYTES, BYTES)
                .withTimestampExtractor(new AppendTimes())
                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                .withName(name);
    }

    private Repartitioned<byte[], byte[]> repartitioned(
            String name, StreamPartitioner<byte[], byte[]> partitioner) {
        return Repartitioned.<byte[], byte[]>as(name)
                .withKeySerde(BYTES)
                .withValueSerde(BYTES)
                .withNumberOfPartitions(parts.shards())
                .withStreamPartitioner(partitioner);
    }

    private static Optional<Set<Integer>> shard(
            String topic, byte[] key, byte[] value, int partitions) {
        return Relayed.isForEverybody(key) ? all(partitions) : one(RouteProcessor.shard(key));
    }

    private static Optional<Set<Integer>> segment(
            String topic, byte[] key, byte[] value, int partitions) {
        return Relayed.isForEverybody(key)
                ? all(partitions)
                : one(Utils.toPositive(Utils.murmur2(key)) % partitions);
    }

    private static Optional<Set<Integer>> one(int partition) {
        return Optional.of(Set.of(partition));
    }

    private static Optional<Set<Integer>> all(int partitions) {
        return Optional.of(
                IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
    }

    /** Cached, so that a row that changes often goes to the changelog once a commit. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), BYTES)
                .withCachingEnabled()
                .withLoggingEnabled(Map.of("max.message.bytes", "4194304"));
    }
}
