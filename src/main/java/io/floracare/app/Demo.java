package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.floracare.message.ImageHeaders;
import io.floracare.message.Result;
import io.floracare.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends images through a running stack and waits for each one's result. Safe to be interrupted. */
public final class Demo implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 32 << 20;
    private static final int IN_FLIGHT = 64;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Results results;
    private final String topic;
    private final Consumer<Seen> listener;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Set<String> pending = new HashSet<>();
    private final List<String> failures = new ArrayList<>();
    private final Tally tally = new Tally();

    /**
     * A result as it arrived.
     *
     * @param result the committed result
     * @param latencyMillis from the image's append to the result's arrival here
     */
    public record Seen(Result result, double latencyMillis) {}

    /**
     * @param stack up and running
     * @param listener called for each result of this demo's images, from one thread
     */
    public Demo(DemoStack stack, Consumer<Seen> listener) {
        this.listener = listener;
        TopicCatalogue topics =
                TopicCatalogue.load().withPrefix(stack.settings().topics().prefix());
        this.topic = topics.images().name();
        Map<String, String> kafka = ClassifierProcess.kafka(stack.settings());
        this.results = new Results(kafka, topics.results().name(), this::arrived);
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void arrived(Result result) {
        double latency =
                System.currentTimeMillis() - (double) result.time().produced().toEpochMilli();
        synchronized (this) {
            if (!pending.remove(result.id())) {
                return; // of another run, or sent by somebody else
            }
            tally.count(result, latency);
            notifyAll();
        }
        room.release();
        listener.accept(new Seen(result, latency));
    }

    /**
     * Sends one image, waiting while too many are on their way.
     *
     * @param subject what results call it
     * @param bytes the encoded image, or whatever the file holds
     * @throws InterruptedException while waiting
     */
    public void send(String subject, byte[] bytes) throws InterruptedException {
        room.acquire();
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, id.getBytes(UTF_8), bytes);
        record.headers()
                .add(ImageHeaders.CE_SPECVERSION, "1.0".getBytes(UTF_8))
                .add(ImageHeaders.CE_ID, id.getBytes(UTF_8))
                .add(ImageHeaders.CE_TYPE, "io.floracare.image".getBytes(UTF_8))
                .add(ImageHeaders.CE_SOURCE, "floracare-demo".getBytes(UTF_8))
                .add(ImageHeaders.CE_SUBJECT, subject.getBytes(UTF_8));
        synchronized (this) {
            pending.add(id);
            tally.sent();
        }
        var _ =
                producer.send(
                        record,
                        (metadata, failure) -> {
                            if (failure != null) {
                                notSent(id, subject + " was not sent: " + failure.getMessage());
                            }
                        });
    }

    private void notSent(String id, String sentence) {
        synchronized (this) {
            pending.remove(id);
            failures.add(sentence);
            notifyAll();
        }
        room.release();
    }

    /** A sentence for each image that could not be sent. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * Waits until every image that was sent has its result.
     *
     * @return false if the time passed before, or an image could not be sent
     */
    public synchronized boolean await(long millis) throws InterruptedException {
        producer.flush();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!pending.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return failures.isEmpty();
    }

    /** What came of the images so far. */
    public synchronized Tally.Summary summary() {
        return tally.summary();
    }

    @Override
    public void close() {
        producer.close();
        results.close();
    }
}
