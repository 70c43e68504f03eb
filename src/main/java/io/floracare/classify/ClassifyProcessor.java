package io.floracare.classify;

import io.floracare.classify.Outputs.Message;
import io.floracare.classify.Outputs.ReplyMessage;
import io.floracare.message.Result.Source;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Computes everything that a record gives, then forwards it: one result, features, and where they
 * apply the rest.
 */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], Object> {
    static final String RESULTS = "results";
    static final String FEATURES = "features";
    static final String REPLIES = "replies";
    static final String DEAD_LETTERS = "dead-letters";

    private static final Duration REFRESH = Duration.ofSeconds(2);

    private final ThreadWorkers workers;
    private @Nullable ProcessorContext<byte[], Object> context;
    private @Nullable RecordClassifier classifier;
    private @Nullable Cancellable refresh;

    ClassifyProcessor(ThreadWorkers workers) {
        this.workers = workers;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        RecordClassifier worker = workers.acquire();
        this.classifier = worker;
        this.refresh =
                context.schedule(REFRESH, PunctuationType.WALL_CLOCK_TIME, now -> worker.refresh());
    }

    @Override
    public void process(Record<byte[], byte[]> image) {
        ProcessorContext<byte[], Object> to = Objects.requireNonNull(context);
        RecordMetadata metadata = to.recordMetadata().orElseThrow();
        Source source = new Source(metadata.topic(), metadata.partition(), metadata.offset());
        Outputs outputs =
                Objects.requireNonNull(classifier)
                        .compute(
                                source,
                                image.timestamp(),
                                image.key(),
                                image.value(),
                                image.headers());
        // The reply first: somebody waits for it.
        ReplyMessage reply = outputs.reply();
        if (reply != null) {
            to.forward(
                    new Record<>(reply.key(), reply, image.timestamp(), reply.headers()), REPLIES);
        }
        forward(to, outputs.result(), image.timestamp(), RESULTS);
        forward(to, outputs.features(), image.timestamp(), FEATURES);
        if (outputs.deadLetter() != null) {
            forward(to, outputs.deadLetter(), image.timestamp(), DEAD_LETTERS);
        }
    }

    @SuppressWarnings(
            "NullAway") // Kafka's keys and values may be null; its Record is not annotated so.
    private static void forward(
            ProcessorContext<byte[], Object> to, Message message, long timestamp, String child) {
        to.forward(
                new Record<>(message.key(), message.value(), timestamp, message.headers()), child);
    }

    @Override
    public void close() {
        if (refresh != null) {
            refresh.cancel();
        }
        if (classifier != null) {
            classifier = null;
            workers.release();
        }
    }
}
