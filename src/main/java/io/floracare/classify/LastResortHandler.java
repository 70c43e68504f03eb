package io.floracare.classify;

import io.floracare.classify.Classification.Failed;
import io.floracare.classify.Classification.Nanos;
import io.floracare.inference.InferenceException;
import io.floracare.message.ErrorCode;
import io.floracare.message.ErrorInfo;
import io.floracare.message.ImageInfo;
import io.floracare.message.Result.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left when the processor itself throws, which is a defect. Kafka Streams emits only what
 * this returns, so it returns result, reply and dead letter together; after any send the raw value
 * is gone, and then the transaction must fail instead, lest a record get two results.
 */
public final class LastResortHandler implements ProcessingExceptionHandler {
    /** Key under which {@link #configure} finds {@link Wiring}. */
    static final String WIRING = "floracare.last.resort";

    private static final Logger LOG = LoggerFactory.getLogger(LastResortHandler.class);

    private @Nullable Wiring wiring;

    /** What the handler needs, passed through the Streams configuration. */
    record Wiring(LaneTopics topics, ClassifyParts parts) {}

    @Override
    public void configure(Map<String, ?> configs) {
        wiring = configs.get(WIRING) instanceof Wiring found ? found : null;
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        byte[] raw = context.sourceRawValue();
        boolean sentAlready = raw == null && record.value() != null;
        if (wiring == null
                || sentAlready
                || exception instanceof SystemFault
                || exception instanceof InferenceException
                || exception instanceof KafkaException) {
            return Response.fail();
        }
        LOG.atError()
                .setCause(exception)
                .addKeyValue("topic", context.topic())
                .addKeyValue("partition", context.partition())
                .addKeyValue("offset", context.offset())
                .log("The processor met a defect; the record gets an error result");
        return Response.resume(outputs(wiring, context, raw, exception));
    }

    private static List<ProducerRecord<byte[], byte[]>> outputs(
            Wiring wiring,
            ErrorHandlerContext context,
            byte @Nullable [] raw,
            Exception exception) {
        Source source = new Source(context.topic(), context.partition(), context.offset());
        ImageRecord image =
                ImageRecord.of(
                        source,
                        context.timestamp(),
                        context.headers(),
                        wiring.parts().producerHeader());
        ErrorInfo error =
                new ErrorInfo(
                        ErrorCode.INTERNAL,
                        "the classifier has a defect that this image shows: " + exception);
        int bytes = raw == null ? 0 : raw.length;
        Failed failed =
                new Failed(
                        new ImageInfo(
                                null,
                                null,
                                null,
                                bytes,
                                raw == null || bytes == 0 ? null : Digests.sha256(raw)),
                        null,
                        error,
                        Nanos.NONE);
        OutputWriter writer = new OutputWriter();
        byte[] json =
                writer.json(OutputWriter.result(image, failed, wiring.parts().clock().instant()));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        LaneTopics topics = wiring.topics();
        records.add(record(topics.results(), null, writer.resultMessage(image, json)));
        records.add(
                record(
                        topics.features(),
                        null,
                        writer.featuresMessage(image, OutputWriter.features(image, failed))));
        records.add(
                record(
                        topics.deadLetters(),
                        null,
                        new DeadLetterWriter(wiring.parts().maxDeadLetterBytes())
                                .write(
                                        context.sourceRawKey(),
                                        raw,
                                        context.headers(),
                                        source,
                                        error,
                                        exception)));
        Outputs.ReplyMessage reply =
                writer.replyMessage(
                        image,
                        json,
                        ReplyRoute.of(context.headers(), wiring.parts().replyTopics()));
        if (reply != null) {
            records.add(
                    record(
                            reply.topic(),
                            reply.partition(),
                            new Outputs.Message(reply.key(), reply.value(), reply.headers())));
        }
        return records;
    }

    @SuppressWarnings("NullAway") // Kafka's records may have null keys, values and partitions.
    private static ProducerRecord<byte[], byte[]> record(
            String topic, @Nullable Integer partition, Outputs.Message message) {
        return new ProducerRecord<>(
                topic, partition, message.key(), message.value(), message.headers());
    }
}
