package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.client.ImageSender;
import io.floracare.message.ImageHeaders;
import io.floracare.message.Json;
import io.floracare.message.Result;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One caller that waits: request on the express lane, reply read uncommitted, as the gateway does
 * it.
 */
public final class ExpressBench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PipelineBench pipeline;
    private final TopicCatalogue topics = TopicCatalogue.load();

    public ExpressBench(PipelineBench pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * What callers waited.
     *
     * @param requests how many, one after the other
     * @param p50 milliseconds from send to reply
     * @param p99 as {@code p50}
     * @param overheadP50 of what is left of each after decode, preprocess and forward
     */
    public record Figures(int requests, double p50, double p99, double overheadP50) {}

    /** With nothing else to do. */
    public Figures idle(int requests) throws IOException {
        return run(requests);
    }

    /** Behind a backlog on the bulk lane, which is waited for at the end. */
    public Figures behind(int queued, int requests) throws IOException, InterruptedException {
        pipeline.queue(queued);
        Figures figures = run(requests);
        pipeline.drain();
        return figures;
    }

    private Figures run(int requests) throws IOException {
        Latencies all = new Latencies();
        Latencies overhead = new Latencies();
        TopicPartition replies = new TopicPartition(topics.replies().name(), 0);
        Map<String, Object> config = new HashMap<>(pipeline.stack().clients().settings());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(replies));
            consumer.seekToEnd(List.of(replies));
            consumer.position(replies);
            for (int i = 0; i < requests; i++) {
                byte[] correlation = ImageSender.newId().getBytes(UTF_8);
                long start = System.nanoTime();
                var _ = pipeline.producer().send(request(i, correlation, replies));
                pipeline.producer().flush();
                Result result = await(consumer, correlation);
                double millis = (System.nanoTime() - start) / 1e6;
                all.add(millis);
                overhead.add(millis - PipelineBench.compute(result));
            }
        }
        return new Figures(
                requests, all.percentile(50), all.percentile(99), overhead.percentile(50));
    }

    private ProducerRecord<byte[], byte[]> request(
            int number, byte[] correlation, TopicPartition replies) {
        List<byte[]> images = pipeline.images();
        ProducerRecord<byte[], byte[]> request =
                new ProducerRecord<>(
                        topics.express().name(), null, images.get(number % images.size()));
        request.headers()
                .add(ImageHeaders.REPLY_TOPIC, replies.topic().getBytes(UTF_8))
                .add(
                        ImageHeaders.REPLY_PARTITION,
                        ByteBuffer.allocate(Integer.BYTES).putInt(replies.partition()).array())
                .add(ImageHeaders.CORRELATION_ID, correlation);
        return request;
    }

    private static Result await(KafkaConsumer<byte[], byte[]> consumer, byte[] correlation)
            throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(Duration.ofMillis(100))) {
                Header id = reply.headers().lastHeader(ImageHeaders.CORRELATION_ID);
                if (id != null && Arrays.equals(id.value(), correlation)) {
                    return Json.mapper().readValue(reply.value(), Result.class);
                }
            }
        }
        throw new IOException("no reply within " + PATIENCE.toSeconds() + " s");
    }
}
