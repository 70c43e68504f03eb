package io.floracare.gateway.lane;

import io.floracare.client.ImageSender;
import io.floracare.client.KafkaClients;
import io.floracare.client.OutgoingImage;
import io.floracare.gateway.lane.PendingReplies.Entry;
import io.floracare.message.ImageHeaders;
import io.floracare.message.Result;
import io.floracare.telemetry.GatewayMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Puts images onto the two lanes and waits for replies on the express lane. Each lane has a
 * producer of its own, so that a full bulk buffer holds nobody up. Safe for use by several threads.
 */
public final class Lanes implements AutoCloseable {
    private static final String SOURCE = "floracare-gateway";
    private static final byte[] NO_BYTES = {};

    private final Producer<byte[], byte[]> expressProducer;
    private final Producer<byte[], byte[]> bulkProducer;
    private final ImageSender express;
    private final ImageSender bulk;
    private final PendingReplies pending;
    private final ReplyListener replies;
    private final GatewayMetrics metrics;
    private final Options options;

    /**
     * How images travel.
     *
     * @param patience after which a record that Kafka has not confirmed has failed
     * @param store takes large images; null to put every image into its record
     * @param claimAbove an image of more bytes goes to the store
     */
    public record Options(Duration patience, @Nullable ImageStore store, int claimAbove) {}

    /**
     * An image on its way.
     *
     * @param sent completes when Kafka has the record; fails when it has not
     * @param reply completes with the answer; fails with {@link NotSentException}
     */
    public record Dispatch(
            CompletableFuture<RecordMetadata> sent, CompletableFuture<Result> reply) {}

    /**
     * Opens producers and the listener for replies.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer or a topic is
     *     missing
     */
    public Lanes(
            KafkaClients clients,
            TopicCatalogue topics,
            Options options,
            GatewayMetrics metrics,
            RandomGenerator random,
            Clock clock) {
        this.options = options;
        this.metrics = metrics;
        this.pending = new PendingReplies(random);
        this.replies =
                new ReplyListener(clients, topics.replies().name(), pending, metrics, random);
        this.expressProducer =
                clients.promptProducer(topics.express().maxMessageBytes(), options.patience());
        this.bulkProducer =
                clients.promptProducer(topics.images().maxMessageBytes(), options.patience());
        this.express = new ImageSender(expressProducer, topics.express().name(), SOURCE, clock);
        this.bulk = new ImageSender(bulkProducer, topics.images().name(), SOURCE, clock);
    }

    /**
     * Sends an image whose answer is waited for.
     *
     * @param deadline after which nobody waits any more
     * @throws IOException with a sentence, if a large image cannot be stored
     */
    public Dispatch express(Submission image, Instant deadline)
            throws IOException, InterruptedException {
        Entry entry = pending.begin();
        CompletableFuture<Result> reply = entry.reply();
        boolean sending = false;
        try {
            Map<String, String> headers = new HashMap<>(image.headers());
            headers.put(ImageHeaders.DEADLINE, Long.toString(deadline.toEpochMilli()));
            headers.put(ImageHeaders.REPLY_TOPIC, replies.partition().topic());
            List<Header> binary =
                    List.of(
                            new RecordHeader(
                                    ImageHeaders.REPLY_PARTITION,
                                    ByteBuffer.allocate(Integer.BYTES)
                                            .putInt(replies.partition().partition())
                                            .array()),
                            new RecordHeader(ImageHeaders.CORRELATION_ID, entry.id().bytes()));
            CompletableFuture<RecordMetadata> sent = send(express, image, headers, binary);
            var _ =
                    sent.whenComplete((metadata, failure) -> {
                        if (failure != null) {
                            reply.completeExceptionally(notSent(failure));
                        }
                    });
            metrics.published(Lane.EXPRESS);
            sending = true;
            return new Dispatch(sent, reply);
        } finally {
            if (sending) {
                var _ = reply.whenComplete((answer, failure) -> pending.end(entry));
            } else {
                pending.end(entry);
            }
        }
    }

    /**
     * Sends an image that nobody waits for.
     *
     * @return completes when Kafka has the record; fails with {@link NotSentException}
     * @throws IOException with a sentence, if a large image cannot be stored
     */
    public CompletableFuture<RecordMetadata> bulk(Submission image)
            throws IOException, InterruptedException {
        CompletableFuture<RecordMetadata> sent = send(bulk, image, image.headers(), List.of());
        metrics.published(Lane.BULK);
        return sent.exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(notSent(failure)));
    }

    private static NotSentException notSent(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return new NotSentException(KafkaFault.sentence("take the image", cause), cause);
    }

    private CompletableFuture<RecordMetadata> send(
            ImageSender sender, Submission image, Map<String, String> headers, List<Header> binary)
            throws IOException, InterruptedException {
        String subject = image.subject() == null ? null : OutgoingImage.subject(image.subject());
        ImageStore store = options.store();
        if (store == null || image.bytes().length <= options.claimAbove()) {
            return sender.send(
                    new OutgoingImage(image.id(), subject, image.bytes(), headers),
                    null,
                    binary,
                    options.patience());
        }
        String claim = store.put(image.id(), image.bytes());
        return sender.send(
                new OutgoingImage(image.id(), subject, NO_BYTES, headers),
                claim,
                binary,
                options.patience());
    }

    /** How many answers are waited for. */
    public int waiting() {
        return pending.size();
    }

    /** Sends what is buffered, then stops to listen. */
    @Override
    public void close() {
        expressProducer.close(options.patience());
        bulkProducer.close(options.patience());
        replies.close();
    }
}
