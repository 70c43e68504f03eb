package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.Gateway;
import io.floracare.testing.KafkaProbe;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a gateway says while it cannot take images. */
final class GatewayWaitsIT {
    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    @Test
    void that_nobody_answers_is_said_within_seconds() throws Exception {
        try (Gateway gateway = GatewayHarness.start("127.0.0.1:1", null)) {
            KafkaProbe.until(() ->
                    String.valueOf(gateway.waitingFor())
                            .startsWith("no answer from Kafka in time to take images"));
        }
    }

    @Test
    void a_topic_that_is_missing_is_named() throws Exception {
        TopicCatalogue topics = BROKER.freshTopics();
        String replies = topics.replies().name();
        try (Admin admin = BROKER.kafka().admin()) {
            admin.deleteTopics(Set.of(replies)).all().get();
            KafkaProbe.until(() -> !admin.listTopics().names().get().contains(replies));
        }
        String prefix = replies.substring(0, replies.length() - "leaf-replies".length());
        try (Gateway gateway =
                GatewayHarness.start(BROKER.bootstrapServers(), null, "topic.prefix=" + prefix)) {
            KafkaProbe.until(() -> !String.valueOf(gateway.waitingFor()).contains("is starting"));

            assertThat(gateway.waitingFor())
                    .isEqualTo(
                            "topic "
                                    + replies
                                    + " does not exist, so one cannot take images: run './floracare"
                                    + " topics apply'");
        }
    }
}
