package io.floracare.gateway.lane;

import io.floracare.client.KafkaClients;
import io.floracare.message.ImageHeaders;
import io.floracare.telemetry.GatewayMetrics;
import io.floracare.topic.TopicPartitions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition of the reply topic, chosen by chance, from its end on, before records are
 * committed. It is assigned, not subscribed: an instance that comes or goes moves nobody else's
 * partition.
 */
final class ReplyListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyListener.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final PendingReplies pending;
    private final GatewayMetrics metrics;
    private final TopicPartition partition;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Consumer<byte[], byte[]> consumer;
    private long position;

    /**
     * Opens the listener; when it returns, every reply to a request made from now on is read.
     *
     * @throws KafkaException if the topic is missing or the broker does not answer
     */
    ReplyListener(
            KafkaClients clients,
            String topic,
            PendingReplies pending,
            GatewayMetrics metrics,
            RandomGenerator random) {
        this.clients = clients;
        this.pending = pending;
        this.metrics = metrics;
        this.consumer = clients.uncommittedConsumer();
        try {
            int partitions = TopicPartitions.of(consumer, topic).size();
            this.partition = new TopicPartition(topic, random.nextInt(partitions));
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            this.position = consumer.position(partition);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        this.thread = Thread.ofPlatform().name("replies").daemon().start(this::run);
    }

    /** The partition that replies are asked for on. */
    TopicPartition partition() {
        return partition;
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                try {
                    poll();
                } catch (KafkaException e) {
                    if (e instanceof WakeupException || !reopen(e)) {
                        return;
                    }
                }
            }
        } finally {
            consumer.close();
        }
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(POLL)) {
            position = reply.offset() + 1;
            Header id = reply.headers().lastHeader(ImageHeaders.CORRELATION_ID);
            boolean expected =
                    id != null
                            && reply.value() != null
                            && pending.arrived(id.value(), reply.value());
            metrics.reply(expected);
        }
    }

    /** After an error that the client does not get over by itself. */
    private boolean reopen(KafkaException failure) {
        LOG.atError().setCause(failure).log("Replies cannot be read; trying again");
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                try {
                    consumer.close();
                    Consumer<byte[], byte[]> next = clients.uncommittedConsumer();
                    next.assign(List.of(partition));
                    next.seek(partition, position);
                    consumer = next;
                    return true;
                } catch (KafkaException e) {
                    LOG.atWarn().setCause(e).log("Replies still cannot be read");
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
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
