package io.floracare.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.testing.SharedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TopicAdminIT {
    private static final TopicAdmin.Options ALTER = new TopicAdmin.Options(Optional.empty(), true);

    @RegisterExtension private static final SharedBroker BROKER = new SharedBroker();

    private final TopicCatalogue catalogue = BROKER.freshNames();
    private Admin admin;
    private TopicAdmin topics;

    @BeforeEach
    void connect() {
        admin = BROKER.kafka().admin();
        topics = new TopicAdmin(admin, catalogue, Duration.ofSeconds(30));
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void creates_what_is_missing_and_then_finds_nothing_to_do() {
        assertThat(apply(TopicAdmin.Options.DEFAULT))
                .hasSize(catalogue.topics().size())
                .allSatisfy(
                        outcome -> assertThat(outcome).isInstanceOf(TopicOutcome.Created.class));

        assertThat(apply(TopicAdmin.Options.DEFAULT))
                .allSatisfy(
                        outcome -> assertThat(outcome).isInstanceOf(TopicOutcome.Unchanged.class));
    }

    @Test
    void reports_without_changing_what_differs() throws Exception {
        create(catalogue.results().name(), 2, Map.of("retention.ms", "1000"));

        TopicOutcome outcome = outcome(apply(TopicAdmin.Options.DEFAULT), catalogue.results());

        assertThat(outcome).isInstanceOf(TopicOutcome.Differs.class);
        assertThat(((TopicOutcome.Differs) outcome).differences())
                .extracting(Difference::sentence)
                .containsExactly(
                        "partitions is 2, wanted 6",
                        "max.message.bytes is 33554432, wanted 1048576",
                        "message.timestamp.type is CreateTime, wanted LogAppendTime",
                        "retention.ms is 1000, wanted 604800000");
        assertThat(view(catalogue.results()).differences()).hasSize(4);
    }

    @Test
    void alters_partitions_upwards_and_settings() throws Exception {
        create(catalogue.results().name(), 2, Map.of("retention.ms", "1000"));

        TopicOutcome outcome = outcome(apply(ALTER), catalogue.results());

        assertThat(outcome).isInstanceOf(TopicOutcome.Altered.class);
        assertThat(((TopicOutcome.Altered) outcome).changed()).hasSize(4);
        assertThat(((TopicOutcome.Altered) outcome).left()).isEmpty();
        assertThat(view(catalogue.results()).differences()).isEmpty();
    }

    @Test
    void leaves_more_partitions_than_wanted_and_says_so() throws Exception {
        create(catalogue.features().name(), 9, catalogue.features().configs());

        TopicOutcome outcome = outcome(apply(ALTER), catalogue.features());

        assertThat(outcome)
                .isEqualTo(
                        new TopicOutcome.Differs(
                                catalogue.features().name(),
                                List.of(new Difference("partitions", "6", "9", false))));
    }

    @Test
    void describe_shows_both_sides_and_what_is_missing() throws Exception {
        create(catalogue.replies().name(), 3, Map.of());

        TopicView replies = view(catalogue.replies());

        assertThat(replies.wanted().partitions()).isEqualTo(6);
        assertThat(replies.found())
                .isInstanceOfSatisfying(
                        TopicLookup.Found.class,
                        found -> {
                            assertThat(found.actual().partitions()).isEqualTo(3);
                            assertThat(found.actual().replication()).isEqualTo(1);
                        });
        assertThat(view(catalogue.images()).found()).isEqualTo(new TopicLookup.Missing());
    }

    @Test
    void refuses_a_replication_factor_above_the_number_of_brokers() {
        TopicReport<TopicOutcome> report =
                topics.apply(new TopicAdmin.Options(Optional.of((short) 3), false));

        assertThat(report)
                .isInstanceOfSatisfying(
                        TopicReport.Unavailable.class,
                        no ->
                                assertThat(no.message())
                                        .contains("replication factor 3")
                                        .contains("one broker"));
        assertThat(view(catalogue.images()).found()).isEqualTo(new TopicLookup.Missing());
    }

    @Test
    void says_that_no_broker_answers() {
        try (Admin nobody =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                "127.0.0.1:1",
                                "default.api.timeout.ms",
                                500,
                                "request.timeout.ms",
                                400))) {
            TopicReport<TopicView> report =
                    new TopicAdmin(nobody, catalogue, Duration.ofMillis(700)).describe();

            assertThat(report)
                    .isInstanceOfSatisfying(
                            TopicReport.Unavailable.class,
                            no ->
                                    assertThat(no.message())
                                            .contains("no answer from Kafka")
                                            .contains("kafka.bootstrap.servers"));
        }
    }

    private void create(String name, int partitions, Map<String, String> configs) throws Exception {
        BROKER.kafka().createTopic(name, partitions, configs);
    }

    private List<TopicOutcome> apply(TopicAdmin.Options options) {
        return answers(topics.apply(options));
    }

    private TopicView view(TopicSpec topic) {
        return answers(topics.describe()).stream()
                .filter(view -> view.wanted().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static TopicOutcome outcome(List<TopicOutcome> outcomes, TopicSpec topic) {
        return outcomes.stream()
                .filter(outcome -> outcome.topic().equals(topic.name()))
                .findFirst()
                .orElseThrow();
    }

    private static <T> List<T> answers(TopicReport<T> report) {
        return switch (report) {
            case TopicReport.Topics<T>(List<T> answers) -> answers;
            case TopicReport.Unavailable<T>(String message) -> throw new AssertionError(message);
        };
    }
}
