package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.message.JsonSerde;
import io.floracare.message.Result;
import io.floracare.testing.KafkaProbe;
import io.floracare.testing.SampleResults;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ResultReaderIT {
    @RegisterExtension private static final SharedBroker BROKER = new SharedBroker();

    private final TopicCatalogue catalogue = BROKER.freshTopics();
    private final String topic = catalogue.results().name();

    @Test
    void reads_every_result_from_the_beginning() {
        SampleResults.all().forEach(this::write);

        try (ResultReader reader = open(new ResultReader.From.Beginning())) {
            assertThat(decoded(read(reader, 5)))
                    .containsExactlyInAnyOrderElementsOf(SampleResults.all());
        }
    }

    @Test
    void reads_only_what_is_written_after_it_was_opened() {
        write(SampleResults.ok());

        try (ResultReader reader = open(new ResultReader.From.Now())) {
            write(SampleResults.error());

            assertThat(decoded(read(reader, 1))).containsExactly(SampleResults.error());
        }
    }

    @Test
    void reads_what_was_written_since_a_time() throws Exception {
        write(SampleResults.ok());
        Instant appended;
        try (ResultReader reader = open(new ResultReader.From.Beginning())) {
            appended = ((ReadResult.Decoded) read(reader, 1).getFirst()).appended();
        }
        // The broker's clock must have moved on before the next result.
        KafkaProbe.until(() -> Instant.now().isAfter(appended.plusMillis(2)));
        write(SampleResults.error());

        try (ResultReader reader = open(new ResultReader.From.Since(appended.plusMillis(1)))) {
            assertThat(decoded(read(reader, 1))).containsExactly(SampleResults.error());
        }
    }

    @Test
    void names_a_record_that_is_no_result_and_goes_on() {
        send("not json".getBytes(UTF_8));
        send("{\"id\":\"x\"}".getBytes(UTF_8));
        write(SampleResults.ok());

        try (ResultReader reader = open(new ResultReader.From.Beginning())) {
            List<ReadResult> results = read(reader, 3);

            assertThat(results)
                    .filteredOn(ReadResult.Undecodable.class::isInstance)
                    .hasSize(2)
                    .allMatch(
                            result -> ((ReadResult.Undecodable) result).message().contains(topic));
            assertThat(decoded(results)).containsExactly(SampleResults.ok());
        }
    }

    @Test
    void does_not_show_results_of_a_transaction_that_was_aborted() {
        try (Producer<byte[], byte[]> producer =
                clients().transactionalProducer(1 << 20, "aborting")) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(record(SampleResults.ok()));
            producer.flush();
            producer.abortTransaction();
        }
        write(SampleResults.error());

        try (ResultReader reader = open(new ResultReader.From.Beginning())) {
            assertThat(decoded(read(reader, 1))).containsExactly(SampleResults.error());
        }
    }

    @Test
    void says_that_the_topic_is_missing() {
        String missing = BROKER.freshNames().results().name();

        assertThatThrownBy(() -> ResultReader.open(clients(), missing, new ResultReader.From.Now()))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessageContaining(missing);
    }

    private static List<Result> decoded(List<ReadResult> results) {
        return results.stream()
                .filter(ReadResult.Decoded.class::isInstance)
                .map(result -> ((ReadResult.Decoded) result).result())
                .toList();
    }

    private static List<ReadResult> read(ResultReader reader, int count) {
        List<ReadResult> results = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (results.size() < count) {
            assertThat(System.nanoTime()).as("time for %d results", count).isLessThan(end);
            results.addAll(reader.poll(Duration.ofMillis(200)));
        }
        return results;
    }

    private ResultReader open(ResultReader.From from) {
        return ResultReader.open(clients(), topic, from);
    }

    private static KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", BROKER.bootstrapServers()));
    }

    private ProducerRecord<byte[], byte[]> record(Result result) {
        byte[] json = new JsonSerde<>(Result.class).serializer().serialize(topic, result);
        return new ProducerRecord<>(topic, result.id().getBytes(UTF_8), json);
    }

    private void write(Result result) {
        BROKER.kafka().send(record(result));
    }

    private void send(byte[] value) {
        BROKER.kafka().send(new ProducerRecord<>(topic, value));
    }
}
