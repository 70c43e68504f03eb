package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.message.ImageHeaders;
import io.floracare.topic.TopicCatalogue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes image records of dead letters. */
final class LetterReplayer {
    /** More would only fail again. */
    static final int MAX_ATTEMPTS = 3;

    /** Nobody waits for the answer any more, and the attempt is counted anew. */
    private static final Set<String> STRIPPED =
            Set.of(
                    ImageHeaders.DEADLINE,
                    ImageHeaders.REPLY_TOPIC,
                    ImageHeaders.REPLY_PARTITION,
                    ImageHeaders.CORRELATION_ID,
                    ImageHeaders.ATTEMPT);

    private final Set<String> imageTopics;

    LetterReplayer(TopicCatalogue catalogue) {
        imageTopics = Set.of(catalogue.images().name(), catalogue.express().name());
    }

    /** What can be made of a letter. */
    sealed interface Prepared {
        /** The image record. */
        record Image(ProducerRecord<byte[], byte[]> image, int attempt) implements Prepared {}

        /** Nothing; the sentence says why. */
        record Impossible(String message) implements Prepared {}
    }

    Prepared prepare(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        if (letter.topic() == null || !imageTopics.contains(letter.topic())) {
            return new Prepared.Impossible(
                    "it says that it came from "
                            + letter.topic()
                            + ", which is no image topic of this installation");
        }
        if (letter.omitted()) {
            return new Prepared.Impossible(
                    "its image was too large to be kept: publish the original again");
        }
        if (letter.attempt() >= MAX_ATTEMPTS) {
            return new Prepared.Impossible(
                    "it was replayed "
                            + letter.attempt()
                            + " times already and failed each time: publish it again if the cause is"
                            + " gone");
        }
        int attempt = letter.attempt() + 1;
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!STRIPPED.contains(header.key())
                    && !header.key().startsWith(DeadLetter.ERROR_PREFIX)) {
                headers.add(header);
            }
        }
        if (headers.lastHeader(ImageHeaders.CE_ID) == null) {
            // A record without an id got its place as one; at its new place it must keep it.
            headers.add(ImageHeaders.CE_ID, letter.id().getBytes(UTF_8));
        }
        headers.add(ImageHeaders.ATTEMPT, Integer.toString(attempt).getBytes(UTF_8));
        return new Prepared.Image(
                new ProducerRecord<>(letter.topic(), null, record.key(), record.value(), headers),
                attempt);
    }
}
