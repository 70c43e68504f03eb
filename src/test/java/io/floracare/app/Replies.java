package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.message.ImageHeaders;
import io.floracare.message.JsonSerde;
import io.floracare.message.Result;
import io.floracare.testing.KafkaProbe;
import io.floracare.testing.SampleResults;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Answers requests in a classifier's place. */
final class Replies {
    private Replies() {}

    /** Sends a reply where a request wants it. */
    static void send(
            KafkaProbe kafka,
            ConsumerRecord<byte[], byte[]> request,
            byte[] correlation,
            String id) {
        String topic =
                new String(request.headers().lastHeader(ImageHeaders.REPLY_TOPIC).value(), UTF_8);
        int partition =
                ByteBuffer.wrap(request.headers().lastHeader(ImageHeaders.REPLY_PARTITION).value())
                        .getInt();
        ProducerRecord<byte[], byte[]> reply =
                new ProducerRecord<>(
                        topic,
                        partition,
                        id.getBytes(UTF_8),
                        new JsonSerde<>(Result.class).serializer().serialize(topic, named(id)));
        reply.headers().add(ImageHeaders.CORRELATION_ID, correlation);
        kafka.send(reply);
    }

    private static Result named(String id) {
        Result ok = SampleResults.ok();
        return new Result(
                id,
                ok.subject(),
                ok.status(),
                ok.prediction(),
                ok.label(),
                ok.crop(),
                ok.disease(),
                ok.confidence(),
                ok.probs(),
                ok.top(),
                ok.model(),
                ok.image(),
                ok.source(),
                ok.time(),
                ok.millis(),
                null);
    }
}
