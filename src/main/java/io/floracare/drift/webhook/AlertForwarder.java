package io.floracare.drift.webhook;

import com.fasterxml.jackson.databind.ObjectReader;
import io.floracare.client.KafkaClients;
import io.floracare.drift.DriftAlert;
import io.floracare.message.Json;
import io.floracare.model.Backoff;
import io.floracare.telemetry.DriftMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts every alert on a topic, in order, each until it is accepted, and then commits its offset.
 * Several processes of one group post each alert once, or once more after a crash. A new group
 * begins with the alerts that come from now on.
 */
public final class AlertForwarder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertForwarder.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final String topic;
    private final String group;
    private final Post post;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Clock clock;
    private final DriftMetrics metrics;
    private final ObjectReader json = Json.mapper().readerFor(DriftAlert.class);
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /**
     * How an alert is posted.
     *
     * @param webhook where to
     * @param body as what
     * @param reminder an alert that goes on is told again after this time
     */
    public record Post(Webhook webhook, AlertBody body, Duration reminder) {}

    private AlertForwarder(
            KafkaClients clients,
            String topic,
            String group,
            Post post,
            Backoff backoff,
            RandomGenerator random,
            Clock clock,
            DriftMetrics metrics) {
        this.clients = clients;
        this.topic = topic;
        this.group = group;
        this.post = post;
        this.backoff = backoff;
        this.random = random;
        this.clock = clock;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().name("alert-webhook").daemon().unstarted(this::run);
    }

    /** Begins to post; the caller closes it. */
    public static AlertForwarder start(
            KafkaClients clients,
            String topic,
            String group,
            Post post,
            Backoff backoff,
            RandomGenerator random,
            Clock clock,
            DriftMetrics metrics) {
        AlertForwarder forwarder =
                new AlertForwarder(clients, topic, group, post, backoff, random, clock, metrics);
        forwarder.thread.start();
        return forwarder;
    }

    private void run() {
        int failures = 0;
        while (!closing) {
            try (Consumer<byte[], byte[]> reader = clients.consumer(group)) {
                consumer = reader;
                reader.subscribe(List.of(topic), new Begin(reader));
                while (!closing) {
                    for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                        if (!forward(reader, record)) {
                            rewind(reader);
                            break;
                        }
                        failures = 0;
                    }
                }
            } catch (WakeupException | InterruptException e) {
                LOG.atDebug().log("The webhook ends");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (KafkaException e) {
                LOG.atWarn().setCause(e).log("Alerts cannot be read; trying again");
                failures++;
                pause(failures);
            }
        }
    }

    private void pause(int failures) {
        try {
            Thread.sleep(backoff.delay(failures, random));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the alert is done; otherwise another process has taken it over. */
    private boolean forward(Consumer<byte[], byte[]> reader, ConsumerRecord<byte[], byte[]> record)
            throws InterruptedException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        DriftAlert alert = read(record);
        for (int failures = 1; alert != null && !posted(alert, failures); failures++) {
            if (!stay(reader, partition, backoff.delay(failures, random))) {
                return false;
            }
        }
        reader.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        return true;
    }

    /** What was polled and not looked at is polled again. */
    private static void rewind(Consumer<byte[], byte[]> reader) {
        reader.committed(reader.assignment())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        reader.seek(partition, offset);
                    }
                });
        reader.resume(reader.assignment());
    }

    private @Nullable DriftAlert read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : json.readValue(record.value());
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("offset", record.offset()).log("A record is no alert");
            metrics.undecodable("alerts");
            return null;
        }
    }

    private boolean posted(DriftAlert alert, int attempt) throws InterruptedException {
        byte[] body = post.body().write(alert, clock.instant(), post.reminder());
        return switch (post.webhook().post(body)) {
            case Webhook.Outcome.Accepted() -> {
                metrics.webhook(true);
                LOG.atInfo()
                        .addKeyValue("key", alert.key())
                        .addKeyValue("event", alert.event())
                        .log("An alert was posted");
                yield true;
            }
            case Webhook.Outcome.Failed(String reason) -> {
                metrics.webhook(false);
                LOG.atWarn()
                        .addKeyValue("key", alert.key())
                        .addKeyValue("attempt", attempt)
                        .log("An alert is posted again: {}", reason);
                yield false;
            }
            case Webhook.Outcome.Refused(String reason) -> {
                metrics.webhook(false);
                LOG.atError().addKeyValue("key", alert.key()).log("An alert is lost: {}", reason);
                yield true;
            }
        };
    }

    /** Waits while staying in the group; false if the partition was given to another process. */
    private boolean stay(
            Consumer<byte[], byte[]> reader, TopicPartition partition, Duration delay) {
        reader.pause(reader.assignment());
        long end = System.nanoTime() + delay.toNanos();
        while (System.nanoTime() < end) {
            reader.poll(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (!reader.assignment().contains(partition)) {
                return false;
            }
        }
        reader.resume(reader.assignment());
        return true;
    }

    @Override
    public void close() {
        closing = true;
        Consumer<byte[], byte[]> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A group without a position begins at the end, and says so at once. */
    private record Begin(Consumer<byte[], byte[]> reader) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    reader.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                if (committed.get(partition) == null) {
                    reader.seekToEnd(List.of(partition));
                    reader.commitSync(
                            Map.of(partition, new OffsetAndMetadata(reader.position(partition))));
                }
            }
        }
    }
}
