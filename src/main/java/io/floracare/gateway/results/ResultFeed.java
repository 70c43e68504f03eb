package io.floracare.gateway.results;

import io.floracare.client.KafkaClients;
import io.floracare.client.ReadResult;
import io.floracare.client.ResultReader;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the committed results of all partitions, from some time ago on, and hands them on. Every
 * instance reads all of them: none belongs to a group.
 */
public final class ResultFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResultFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final String topic;
    private final Consumer<ReadResult.Decoded> listener;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile ResultReader reader;
    private Instant last;

    /**
     * Opens the feed.
     *
     * @param since the first results that are read
     * @param listener gets each, from one thread; after an error perhaps again
     * @throws KafkaException if the topic is missing or the broker does not answer
     */
    public ResultFeed(
            KafkaClients clients,
            String topic,
            Instant since,
            Consumer<ReadResult.Decoded> listener) {
        this.clients = clients;
        this.topic = topic;
        this.listener = listener;
        this.last = since;
        this.reader = ResultReader.open(clients, topic, new ResultReader.From.Since(since));
        this.thread = Thread.ofPlatform().name("results").daemon().start(this::run);
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                try {
                    for (ReadResult read : reader.poll(POLL)) {
                        hand(read);
                    }
                } catch (KafkaException e) {
                    if (e instanceof WakeupException || !reopen(e)) {
                        return;
                    }
                }
            }
        } finally {
            reader.close();
        }
    }

    private void hand(ReadResult read) {
        switch (read) {
            case ReadResult.Decoded decoded -> {
                last = decoded.appended();
                listener.accept(decoded);
            }
            case ReadResult.Undecodable undecodable -> LOG.atWarn().log(undecodable.message());
        }
    }

    /** After an error that the client does not get over by itself. */
    private boolean reopen(KafkaException failure) {
        LOG.atError().setCause(failure).log("Results cannot be read; trying again");
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                try {
                    reader.close();
                    reader = ResultReader.open(clients, topic, new ResultReader.From.Since(last));
                    return true;
                } catch (KafkaException e) {
                    LOG.atWarn().setCause(e).log("Results still cannot be read");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        stop.countDown();
        reader.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
