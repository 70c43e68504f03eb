package io.floracare.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.client.KafkaClients;
import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineException;
import io.floracare.drift.BaselineJson;
import io.floracare.drift.BaselineReader;
import io.floracare.drift.window.Baselines;
import io.floracare.message.ModelRef;
import io.floracare.model.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Baselines that a person accepted, followed on their topic. One counts for windows that begin when
 * it was accepted or later; others and models without one are the next source's.
 */
public final class AcceptedBaselines implements Baselines, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedBaselines.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int ROOM = 1 << 20;

    private final KafkaClients clients;
    private final String topic;
    private final Baselines otherwise;
    private final Sleeper sleeper;
    private final Map<String, Accepted> known = new ConcurrentHashMap<>();
    private final Thread follower;
    private volatile boolean complete;
    private volatile boolean closing;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    private AcceptedBaselines(
            KafkaClients clients, String topic, Baselines otherwise, Sleeper sleeper) {
        this.sleeper = sleeper;
        this.clients = clients;
        this.topic = topic;
        this.otherwise = otherwise;
        this.follower =
                Thread.ofPlatform().name("accepted-baselines").daemon().unstarted(this::run);
    }

    /**
     * Begins to follow the topic; what {@link #find} says is loading until all of it was read.
     *
     * @param otherwise asked for what was not accepted
     * @param sleeper passes time between attempts
     */
    public static AcceptedBaselines follow(
            KafkaClients clients, String topic, Baselines otherwise, Sleeper sleeper) {
        AcceptedBaselines baselines = new AcceptedBaselines(clients, topic, otherwise, sleeper);
        baselines.follower.start();
        return baselines;
    }

    /**
     * Makes a baseline the one that counts from now on.
     *
     * @throws KafkaException if it cannot be written
     */
    public static void accept(KafkaClients clients, String topic, Baseline baseline, int maxBytes) {
        send(clients, topic, baseline.model(), BaselineJson.write(baseline), maxBytes);
    }

    /** Takes a model's accepted baseline back, so that the package's counts again. */
    public static void revoke(KafkaClients clients, String topic, ModelRef model) {
        send(clients, topic, model, null, ROOM);
    }

    private static void send(
            KafkaClients clients,
            String topic,
            ModelRef model,
            byte @Nullable [] value,
            int maxBytes) {
        try (Producer<byte[], byte[]> producer = clients.producer(maxBytes)) {
            producer.send(new ProducerRecord<>(topic, key(model).getBytes(UTF_8), value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        }
    }

    static String key(ModelRef model) {
        return String.join("/", model.name(), model.version(), model.variant(), model.sha256());
    }

    @Override
    public Lookup find(ModelRef model, long window) {
        if (!complete) {
            return new Lookup.Loading();
        }
        Accepted accepted = known.get(key(model));
        return accepted != null && accepted.from <= window
                ? new Lookup.Found(accepted.baseline, accepted.digest)
                : otherwise.find(model, window);
    }

    /** Whether the whole topic was read once. */
    public boolean complete() {
        return complete;
    }

    private void run() {
        while (!closing) {
            try (Consumer<byte[], byte[]> reader = clients.consumer()) {
                consumer = reader;
                try {
                    follow(reader);
                } finally {
                    if (closing) {
                        // It was meant for a pause; closing the reader must not be cut short.
                        var _ = Thread.interrupted();
                    }
                }
            } catch (WakeupException e) {
                LOG.atDebug().log("Accepted baselines are no longer followed");
            } catch (KafkaException e) {
                LOG.atWarn().setCause(e).log("Accepted baselines cannot be read; trying again");
                pause();
            }
        }
    }

    private void pause() {
        try {
            sleeper.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> partitions =
                reader.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        while (!closing) {
            reader.poll(POLL).forEach(this::take);
            complete |=
                    ends.entrySet().stream()
                            .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (record.value() == null) {
            known.remove(key);
            return;
        }
        try {
            Baseline baseline = BaselineReader.read(record.value());
            known.put(key, new Accepted(baseline, record.timestamp(), Digests.of(record.value())));
            LOG.atInfo()
                    .addKeyValue("model", key)
                    .addKeyValue("photos", baseline.size())
                    .log("A baseline was accepted");
        } catch (BaselineException e) {
            LOG.atWarn().addKeyValue("model", key).log("Not a baseline: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closing = true;
        follower.interrupt();
        Consumer<byte[], byte[]> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Accepted(Baseline baseline, long from, long digest) {}
}
