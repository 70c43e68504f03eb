package io.floracare.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.testing.SharedBroker;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A single broker with Kafka's own defaults, on which Streams would wait for ever. */
final class InternalTopicsCheckIT {
    @RegisterExtension
    private static final SharedBroker BROKER =
            new SharedBroker(
                    "offsets.topic.replication.factor=3",
                    "transaction.state.log.replication.factor=3",
                    "transaction.state.log.min.isr=2");

    @Test
    void names_every_broker_setting_that_one_broker_cannot_meet() {
        TopicCatalogue catalogue = BROKER.freshTopics();
        try (Admin admin = BROKER.kafka().admin()) {
            assertThat(
                            new TopicCheck(admin, catalogue, Duration.ofSeconds(30))
                                    .classifierProblems())
                    .hasSize(3)
                    .allMatch(problem -> problem.contains("one broker is up"))
                    .anyMatch(problem -> problem.contains("offsets.topic.replication.factor is 3"))
                    .anyMatch(
                            problem -> problem.contains("transaction.state.log.replication.factor"))
                    .anyMatch(problem -> problem.contains("transaction.state.log.min.isr is 2"));
        }
    }
}
