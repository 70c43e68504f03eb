package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.floracare.message.ImageHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends images to one topic as CloudEvents and waits when too many bytes are on their way. Safe for
 * use by several threads.
 */
public final class ImageSender {
    /** Permits are KiB: a semaphore counts no further than an int. */
    private static final int IN_FLIGHT_KIB = 32 << 10;

    private static final String SPEC_VERSION = "1.0";
    private static final String TYPE = "io.floracare.image";

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String source;
    private final Clock clock;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_KIB);

    /**
     * @param producer stays the caller's; closed after the last future is done
     * @param topic name of an image topic
     * @param source the images' {@code ce_source}
     * @param clock for {@code ce_time}
     */
    public ImageSender(
            Producer<byte[], byte[]> producer, String topic, String source, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.source = source;
        this.clock = clock;
    }

    /** A new id that sorts by time: a UUID of version 7. */
    public static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /** The topic that images go to. */
    public String topic() {
        return topic;
    }

    /**
     * Sends one image; blocks while 32 MiB are not acknowledged yet.
     *
     * @return where the broker put it; fails with Kafka's exception
     */
    public CompletableFuture<RecordMetadata> send(OutgoingImage image) throws InterruptedException {
        return send(image, null);
    }

    CompletableFuture<RecordMetadata> send(OutgoingImage image, @Nullable String claim)
            throws InterruptedException {
        int kib = permits(image);
        inFlight.acquire(kib);
        return dispatch(image, headers(image, claim), kib);
    }

    /**
     * As {@link #send(OutgoingImage)}, for a caller that does not wait without end.
     *
     * @param claim address of the object that holds the image instead of the record; null for none
     * @param more headers that are no text
     * @param patience how long to wait while too many bytes are on their way
     * @return fails with Kafka's {@code TimeoutException} if there was no room in that time
     */
    public CompletableFuture<RecordMetadata> send(
            OutgoingImage image, @Nullable String claim, List<Header> more, Duration patience)
            throws InterruptedException {
        int kib = permits(image);
        if (!inFlight.tryAcquire(kib, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return CompletableFuture.failedFuture(
                    new TimeoutException("too many images wait for the broker"));
        }
        Headers headers = headers(image, claim);
        more.forEach(headers::add);
        return dispatch(image, headers, kib);
    }

    private static int permits(OutgoingImage image) {
        return Math.min(IN_FLIGHT_KIB, 1 + image.bytes().length / 1024);
    }

    private CompletableFuture<RecordMetadata> dispatch(
            OutgoingImage image, Headers headers, int kib) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    null,
                                    image.id().getBytes(UTF_8),
                                    image.bytes(),
                                    headers),
                            (metadata, failure) -> {
                                inFlight.release(kib);
                                if (failure != null) {
                                    sent.completeExceptionally(failure);
                                } else {
                                    sent.complete(metadata);
                                }
                            });
        } catch (KafkaException | IllegalStateException e) {
            // Most failures reach the callback; a closed or fenced producer throws instead.
            inFlight.release(kib);
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private Headers headers(OutgoingImage image, @Nullable String claim) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, ImageHeaders.CE_SPECVERSION, SPEC_VERSION);
        add(headers, ImageHeaders.CE_ID, image.id());
        add(headers, ImageHeaders.CE_SOURCE, source);
        add(headers, ImageHeaders.CE_TYPE, TYPE);
        add(headers, ImageHeaders.CE_TIME, clock.instant().toString());
        if (image.subject() != null) {
            add(headers, ImageHeaders.CE_SUBJECT, image.subject());
        }
        if (claim == null) {
            add(headers, ImageHeaders.CONTENT_TYPE, ContentTypes.of(image.bytes()));
        } else {
            add(headers, ImageHeaders.CLAIM_CHECK, claim);
        }
        for (Map.Entry<String, String> header : image.headers().entrySet()) {
            add(headers, header.getKey(), header.getValue());
        }
        return headers;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
