package io.floracare.app;

import io.floracare.client.ImageSender;
import io.floracare.client.KafkaClients;
import io.floracare.client.OutgoingImage;
import io.floracare.client.ReadResult;
import io.floracare.client.ResultReader;
import io.floracare.message.Result;
import io.floracare.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Sends images through a running stack and waits for each one's result. */
public final class Demo implements AutoCloseable {
    private static final int IN_FLIGHT = 64;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final ImageSender sender;
    private final ResultReader reader;
    private final Thread follower;
    private final Consumer<Result> listener;
    private final Clock clock;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Set<String> pending = new HashSet<>();
    private final List<String> failures = new ArrayList<>();
    private final Tally tally = new Tally();

    /**
     * @param stack up and running
     * @param clock for the images' times and the results' latencies
     * @param listener called for each result of this demo's images, from one thread
     */
    public Demo(DemoStack stack, Clock clock, Consumer<Result> listener) {
        this.clock = clock;
        this.listener = listener;
        TopicCatalogue topics =
                TopicCatalogue.load().withPrefix(stack.settings().topics().prefix());
        KafkaClients clients = new KafkaClients(ClassifierProcess.kafka(stack.settings()));
        this.producer = clients.producer(topics.images().maxMessageBytes());
        this.sender = new ImageSender(producer, topics.images().name(), "floracare-demo", clock);
        this.reader =
                ResultReader.open(clients, topics.results().name(), new ResultReader.From.Now());
        this.follower = Thread.ofPlatform().name("results").daemon().start(this::follow);
    }

    private void follow() {
        try {
            while (true) {
                for (ReadResult read : reader.poll(POLL)) {
                    switch (read) {
                        case ReadResult.Decoded decoded -> arrived(decoded.result());
                        case ReadResult.Undecodable undecodable ->
                                failed(null, undecodable.message());
                    }
                }
            }
        } catch (WakeupException e) {
            reader.close();
        }
    }

    private void arrived(Result result) {
        double latency = clock.millis() - (double) result.time().produced().toEpochMilli();
        synchronized (this) {
            if (!pending.contains(result.id())) {
                return; // of another run, or sent by somebody else
            }
            tally.count(result, latency);
        }
        // Before anybody hears that the last one is there: the summary comes after it.
        listener.accept(result);
        synchronized (this) {
            pending.remove(result.id());
            notifyAll();
        }
        room.release();
    }

    /**
     * Sends one image, waiting while too many are on their way.
     *
     * @param subject what results call it
     * @param bytes the encoded image, or whatever the file holds
     * @param headers more headers of the record
     * @throws InterruptedException while waiting
     */
    public void send(String subject, byte[] bytes, Map<String, String> headers)
            throws InterruptedException {
        room.acquire();
        String id = ImageSender.newId();
        synchronized (this) {
            pending.add(id);
            tally.sent();
        }
        var _ =
                sender.send(new OutgoingImage(id, subject, bytes, headers))
                        .exceptionally(failure -> {
                            failed(id, subject + " was not sent: " + failure.getMessage());
                            room.release();
                            return null;
                        });
    }

    private synchronized void failed(@Nullable String id, String sentence) {
        if (id != null) {
            pending.remove(id);
        }
        failures.add(sentence);
        notifyAll();
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
        reader.wakeup();
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
