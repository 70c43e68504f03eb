package io.floracare.client;

import io.floracare.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at dead letters and sends them through the classifier again. What was replayed is
 * remembered in the offsets of a consumer group, committed in one transaction with the images: a
 * replay that is cut off and run again neither loses nor repeats one.
 */
public final class DeadLetters {
    private static final String NAME = "floracare-dead-letters-replay";
    private static final int ROOM = 64 << 10;

    private final KafkaClients clients;
    private final TopicCatalogue catalogue;
    private final String group;
    private final LetterReplayer replayer;

    public DeadLetters(KafkaClients clients, TopicCatalogue catalogue) {
        this.clients = clients;
        this.catalogue = catalogue;
        // The dead letters' topic carries the installation's prefix.
        this.group = NAME + "-" + catalogue.deadLetters().name();
        this.replayer = new LetterReplayer(catalogue);
    }

    /**
     * Tells the letters that are there, oldest first within a partition.
     *
     * @param limit at most so many
     * @param each told one after the other
     * @return how many were told
     * @throws KafkaException if the topic is missing or the broker does not answer
     */
    public int list(DeadLetterFilter filter, int limit, Consumer<DeadLetter> each) {
        int told = 0;
        try (var consumer = clients.consumer(group)) {
            LetterCursor cursor = new LetterCursor(consumer, catalogue.deadLetters().name());
            for (var letters = cursor.next(); !letters.isEmpty(); letters = cursor.next()) {
                for (ConsumerRecord<byte[], byte[]> record : letters) {
                    DeadLetter letter =
                            DeadLetter.of(record, cursor.state(record).isDone(record.offset()));
                    if (filter.accepts(letter)) {
                        each.accept(letter);
                        if (++told >= limit) {
                            return told;
                        }
                    }
                }
            }
        }
        return told;
    }

    /**
     * Sends the chosen letters' images back to the topics that they came from, under their ids,
     * without deadline, reply and error headers. A second replay at the same time ends the first.
     *
     * @param each told what became of a letter, one after the other, once it is committed
     * @throws KafkaException if the topic is missing or the broker does not answer
     */
    public ReplayReport replay(ReplayOptions options, Consumer<ReplayOutcome> each) {
        try (Producer<byte[], byte[]> producer =
                        options.dryRun()
                                ? null
                                : clients.transactionalProducer(
                                        catalogue.deadLetters().maxMessageBytes() + ROOM, group);
                var consumer = clients.consumer(group)) {
            if (producer != null) {
                // Ends a replay that still runs, so that what it has done is read below.
                producer.initTransactions();
            }
            LetterCursor cursor = new LetterCursor(consumer, catalogue.deadLetters().name());
            if (!options.fromBeginning()) {
                cursor.skipDone();
            }
            return replay(options, each, cursor, producer);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            return new ReplayReport(
                    0, 0, "another replay was started and goes on in place of this");
        }
    }

    private ReplayReport replay(
            ReplayOptions options,
            Consumer<ReplayOutcome> each,
            LetterCursor cursor,
            @Nullable Producer<byte[], byte[]> producer) {
        int replayed = 0;
        int refused = 0;
        for (var letters = cursor.next(); !letters.isEmpty(); letters = cursor.next()) {
            Batch batch = prepare(letters, options, cursor, options.limit() - replayed);
            if (producer != null) {
                send(producer, batch.images(), cursor);
            }
            replayed += batch.images().size();
            refused += batch.outcomes().size() - batch.images().size();
            batch.outcomes().forEach(each);
            if (batch.full()) {
                return new ReplayReport(
                        replayed,
                        refused,
                        "the letters that the filter passes over lie too scattered to be remembered:"
                                + " replay those first, or all");
            }
            if (replayed == options.limit()) {
                break;
            }
        }
        return new ReplayReport(replayed, refused, null);
    }

    /**
     * What one transaction sends.
     *
     * @param outcomes of the images and of letters that cannot be replayed
     * @param full no more can be remembered, so letters were left out
     */
    private record Batch(
            List<ProducerRecord<byte[], byte[]>> images,
            List<ReplayOutcome> outcomes,
            boolean full) {}

    private Batch prepare(
            List<ConsumerRecord<byte[], byte[]>> letters,
            ReplayOptions options,
            LetterCursor cursor,
            int limit) {
        List<ReplayOutcome> outcomes = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> images = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : letters) {
            ReplayState state = cursor.state(record);
            DeadLetter letter = DeadLetter.of(record, state.isDone(record.offset()));
            if (images.size() == limit) {
                break;
            }
            if (letter.replayed() && !options.fromBeginning()) {
                continue;
            }
            if (!options.filter().accepts(letter)) {
                state.leave(record.offset());
                continue;
            }
            if (state.isFull()) {
                return new Batch(images, outcomes, true);
            }
            switch (replayer.prepare(record, letter)) {
                case LetterReplayer.Prepared.Image(var image, int attempt) -> {
                    images.add(image);
                    outcomes.add(
                            options.dryRun()
                                    ? new ReplayOutcome.WouldReplay(letter, image.topic(), attempt)
                                    : new ReplayOutcome.Replayed(letter, image.topic(), attempt));
                }
                case LetterReplayer.Prepared.Impossible(String message) ->
                        outcomes.add(new ReplayOutcome.Refused(letter, message));
            }
            state.done(record.offset());
        }
        return new Batch(images, outcomes, false);
    }

    private void send(
            Producer<byte[], byte[]> producer,
            List<ProducerRecord<byte[], byte[]>> images,
            LetterCursor cursor) {
        producer.beginTransaction();
        try {
            for (ProducerRecord<byte[], byte[]> image : images) {
                var _ = producer.send(image); // a failure fails the commit
            }
            producer.sendOffsetsToTransaction(cursor.committed(), cursor.group());
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw e;
        } catch (KafkaException e) {
            producer.abortTransaction();
            throw e;
        }
    }
}
