package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DeadLettersIT {
    @RegisterExtension private static final SharedBroker BROKER = new SharedBroker();

    private TopicCatalogue catalogue;
    private DeadLetters deadLetters;
    private final List<ReplayOutcome> outcomes = new ArrayList<>();

    @BeforeEach
    void createTopics() {
        catalogue = BROKER.freshTopics();
        deadLetters =
                new DeadLetters(
                        new KafkaClients(Map.of("bootstrap.servers", BROKER.bootstrapServers())),
                        catalogue);
    }

    @Test
    void lists_reason_origin_and_size() {
        bury("a", "truncated", Map.of("ce_subject", "apple/1.jpg"), new byte[1000]);

        List<DeadLetter> letters = list();

        assertThat(letters).hasSize(1);
        DeadLetter letter = letters.getFirst();
        assertThat(letter.id()).isEqualTo("a");
        assertThat(letter.subject()).isEqualTo("apple/1.jpg");
        assertThat(letter.code()).isEqualTo("truncated");
        assertThat(letter.message()).isEqualTo("why");
        assertThat(letter.topic()).isEqualTo(catalogue.images().name());
        assertThat(letter.bytes()).isEqualTo(1000);
        assertThat(letter.attempt()).isZero();
        assertThat(letter.replayed()).isFalse();
    }

    @Test
    void replayed_image_has_its_bytes_key_and_id_and_no_header_of_its_failure() {
        bury(
                "a",
                "crashed",
                Map.of(
                        "ce_subject",
                        "1.jpg",
                        "content-type",
                        "image/jpeg",
                        "deadline",
                        "123",
                        "kafka_replyTopic",
                        "leaf-replies",
                        "kafka_replyPartition",
                        "1",
                        "kafka_correlationId",
                        "c"),
                new byte[] {1, 2, 3});

        ReplayReport report = replay(ReplayOptions.DEFAULT);

        assertThat(report).isEqualTo(new ReplayReport(1, 0, null));
        List<ConsumerRecord<byte[], byte[]>> images = images();
        assertThat(images).hasSize(1);
        assertThat(images.getFirst().value()).containsExactly(1, 2, 3);
        assertThat(new String(images.getFirst().key(), UTF_8)).isEqualTo("key-a");
        assertThat(headers(images.getFirst()))
                .isEqualTo(
                        Map.of(
                                "ce_id",
                                "a",
                                "ce_subject",
                                "1.jpg",
                                "content-type",
                                "image/jpeg",
                                "attempt",
                                "1"));
    }

    @Test
    void image_of_20_mib_goes_round() {
        byte[] large = new byte[20 << 20];
        large[large.length - 1] = 9;
        bury("large", "crashed", Map.of(), large);

        replay(ReplayOptions.DEFAULT);

        assertThat(images()).hasSize(1);
        assertThat(images().getFirst().value()).isEqualTo(large);
    }

    @Test
    void image_that_had_no_id_keeps_the_one_of_its_first_place() {
        buryRaw(Map.of(), "internal", catalogue.images().name());

        replay(ReplayOptions.DEFAULT);

        assertThat(headers(images().getFirst()))
                .containsEntry("ce_id", catalogue.images().name() + "-2-77");
    }

    @Test
    void second_replay_goes_on_and_repeats_nothing_unless_asked() {
        bury("a", "crashed", Map.of(), new byte[1]);
        replay(ReplayOptions.DEFAULT);
        bury("b", "crashed", Map.of(), new byte[1]);

        assertThat(replay(ReplayOptions.DEFAULT).replayed()).isEqualTo(1);
        assertThat(replay(ReplayOptions.DEFAULT).replayed()).isZero();
        assertThat(images()).hasSize(2);
        assertThat(list()).allMatch(DeadLetter::replayed);

        ReplayOptions again =
                new ReplayOptions(DeadLetterFilter.ALL, Integer.MAX_VALUE, false, true);
        assertThat(replay(again).replayed()).isEqualTo(2);
        assertThat(images()).hasSize(4);
    }

    @Test
    void letters_that_a_filter_passed_over_are_left_for_another_replay() {
        for (int i = 0; i < 20; i++) {
            bury("id-" + i, i % 2 == 0 ? "crashed" : "truncated", Map.of(), new byte[1]);
        }

        assertThat(replay(only("crashed")).replayed()).isEqualTo(10);
        assertThat(replay(only("crashed")).replayed()).isZero();
        assertThat(list()).filteredOn(DeadLetter::replayed).hasSize(10);

        assertThat(replay(ReplayOptions.DEFAULT).replayed()).isEqualTo(10);
        assertThat(images())
                .extracting(image -> headers(image).get("ce_id"))
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void limit_leaves_the_rest_for_the_next_replay() {
        for (int i = 0; i < 5; i++) {
            bury("id-" + i, "crashed", Map.of(), new byte[1]);
        }

        assertThat(replay(new ReplayOptions(DeadLetterFilter.ALL, 2, false, false)).replayed())
                .isEqualTo(2);
        assertThat(replay(ReplayOptions.DEFAULT).replayed()).isEqualTo(3);
        assertThat(images()).hasSize(5);
    }

    @Test
    void dry_run_changes_nothing() {
        bury("a", "crashed", Map.of(), new byte[1]);

        ReplayReport report = replay(new ReplayOptions(DeadLetterFilter.ALL, 10, true, false));

        assertThat(report.replayed()).isEqualTo(1);
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReplayOutcome.WouldReplay.class,
                        would -> {
                            assertThat(would.topic()).isEqualTo(catalogue.images().name());
                            assertThat(would.attempt()).isEqualTo(1);
                        });
        assertThat(images()).isEmpty();
        assertThat(list()).noneMatch(DeadLetter::replayed);
    }

    @Test
    void refuses_in_a_sentence_what_cannot_succeed() {
        bury("tired", "crashed", Map.of("attempt", "3"), new byte[1]);
        bury("cut", "too-many-bytes", Map.of("floracare-value-omitted", "yes"), new byte[0]);
        buryRaw(Map.of("ce_id", "foreign"), "crashed", "bank-transfers");

        assertThat(replay(ReplayOptions.DEFAULT)).isEqualTo(new ReplayReport(0, 3, null));
        assertThat(outcomes)
                .extracting(outcome -> ((ReplayOutcome.Refused) outcome).message())
                .anyMatch(message -> message.contains("3 times already"))
                .anyMatch(message -> message.contains("publish the original again"))
                .anyMatch(message -> message.contains("bank-transfers"));
        assertThat(images()).isEmpty();
    }

    @Test
    void third_attempt_is_still_made() {
        bury("a", "crashed", Map.of("attempt", "2"), new byte[1]);

        replay(ReplayOptions.DEFAULT);

        assertThat(headers(images().getFirst())).containsEntry("attempt", "3");
    }

    private ReplayReport replay(ReplayOptions options) {
        return deadLetters.replay(options, outcomes::add);
    }

    private static ReplayOptions only(String code) {
        return new ReplayOptions(
                new DeadLetterFilter(Set.of(code), Set.of()), Integer.MAX_VALUE, false, false);
    }

    private List<DeadLetter> list() {
        List<DeadLetter> letters = new ArrayList<>();
        deadLetters.list(DeadLetterFilter.ALL, Integer.MAX_VALUE, letters::add);
        return letters;
    }

    private List<ConsumerRecord<byte[], byte[]>> images() {
        return BROKER.kafka().readAll(catalogue.images().name());
    }

    private void bury(String id, String code, Map<String, String> headers, byte[] image) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("ce_id", id);
        send(("key-" + id).getBytes(UTF_8), image, all, code, catalogue.images().name());
    }

    private void buryRaw(Map<String, String> headers, String code, String topic) {
        send(null, new byte[1], headers, code, topic);
    }

    private void send(
            byte @Nullable [] key,
            byte[] image,
            Map<String, String> headers,
            String code,
            String topic) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(catalogue.deadLetters().name(), key, image);
        headers.forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
        Map.of(
                        "exception", code,
                        "message", "why",
                        "topic", topic,
                        "partition", "2",
                        "offset", "77",
                        "stacktrace", "at a.B.c")
                .forEach((name, value) ->
                        letter.headers().add("__streams.errors." + name, value.getBytes(UTF_8)));
        BROKER.kafka().send(letter);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }
}
