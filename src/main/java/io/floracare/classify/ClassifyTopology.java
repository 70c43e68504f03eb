package io.floracare.classify;

import io.floracare.classify.Outputs.ReplyMessage;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * One lane's topology: an image topic in, results, features, replies and dead letters out. No
 * state.
 */
public final class ClassifyTopology implements Supplier<Topology> {
    private static final String IMAGES = "images";
    private static final String CLASSIFY = "classify";

    private final LaneTopics topics;
    private final ThreadWorkers workers;

    public ClassifyTopology(LaneTopics topics, ClassifyParts parts) {
        this.topics = topics;
        this.workers = new ThreadWorkers(parts);
    }

    @Override
    public Topology get() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        TopicNameExtractor<byte[], ReplyMessage> replyTopic = (key, reply, record) -> reply.topic();
        StreamPartitioner<byte[], ReplyMessage> replyPartition =
                (topic, key, reply, partitions) ->
                        Optional.ofNullable(reply.partition()).map(Set::of);
        Serializer<ReplyMessage> replyValue = (topic, reply) -> reply.value();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        IMAGES,
                        new ImageTimestamps(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.images())
                .addProcessor(CLASSIFY, () -> new ClassifyProcessor(workers), IMAGES)
                .addSink(ClassifyProcessor.RESULTS, topics.results(), bytes, bytes, CLASSIFY)
                .addSink(ClassifyProcessor.FEATURES, topics.features(), bytes, bytes, CLASSIFY)
                .addSink(
                        ClassifyProcessor.REPLIES,
                        replyTopic,
                        bytes,
                        replyValue,
                        replyPartition,
                        CLASSIFY)
                .addSink(
                        ClassifyProcessor.DEAD_LETTERS,
                        topics.deadLetters(),
                        bytes,
                        bytes,
                        CLASSIFY);
    }
}
