package io.floracare.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.testing.KafkaProbe;
import io.floracare.testing.SharedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TopicCheckIT {
    /** Topics that have no access rule are open to all; the tests add rules for some. */
    @RegisterExtension
    private static final SharedBroker BROKER =
            new SharedBroker(
                    "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "allow.everyone.if.no.acl.found=true");

    private Admin admin;

    @BeforeEach
    void connect() {
        admin = BROKER.kafka().admin();
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void finds_nothing_wrong_with_applied_topics() {
        assertThat(problems(BROKER.freshTopics())).isEmpty();
    }

    @Test
    void names_every_missing_topic_at_once() {
        TopicCatalogue catalogue = BROKER.freshNames();

        assertThat(problems(catalogue))
                .singleElement()
                .asString()
                .startsWith(
                        "topics %s, %s, "
                                .formatted(catalogue.images().name(), catalogue.express().name()))
                .endsWith(" are missing: run './floracare topics apply'");
    }

    @Test
    void finds_topics_that_are_too_small_for_what_is_written_to_them() throws Exception {
        TopicCatalogue catalogue = BROKER.freshTopics();
        set(catalogue.deadLetters().name(), "max.message.bytes", "1000000");

        assertThat(problems(catalogue))
                .singleElement()
                .asString()
                .contains(catalogue.deadLetters().name(), "1000000", "21102592", "--alter");
    }

    @Test
    void finds_image_topics_whose_records_no_dead_letter_can_hold() throws Exception {
        TopicCatalogue catalogue = BROKER.freshTopics();
        set(catalogue.images().name(), "max.message.bytes", "30000000");

        assertThat(problems(catalogue))
                .singleElement()
                .asString()
                .contains(catalogue.images().name(), "30000000", "30065536");
    }

    @Test
    void finds_topics_that_refuse_every_write() throws Exception {
        TopicCatalogue catalogue = BROKER.freshTopics();
        set(catalogue.results().name(), "min.insync.replicas", "2");

        assertThat(problems(catalogue))
                .singleElement()
                .asString()
                .contains(catalogue.results().name(), "min.insync.replicas");
    }

    @Test
    void says_what_the_user_is_not_authorised_to() throws Exception {
        TopicCatalogue catalogue = BROKER.freshTopics();
        allowOnly(catalogue.images().name(), AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
        allowOnly(catalogue.results().name(), AclOperation.READ, AclOperation.DESCRIBE_CONFIGS);
        allowOnly(catalogue.features().name(), AclOperation.ALTER_CONFIGS);

        assertThat(problems(catalogue))
                .containsExactlyInAnyOrder(
                        "Kafka does not authorise this user to read topic "
                                + catalogue.images().name()
                                + ": ask for the ACL",
                        "Kafka does not authorise this user to write topic "
                                + catalogue.results().name()
                                + ": ask for the ACL",
                        "Kafka does not authorise this user to describe topic "
                                + catalogue.features().name()
                                + ": ask for the ACL");
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
            assertThat(
                            new TopicCheck(nobody, TopicCatalogue.load(), Duration.ofMillis(700))
                                    .classifierProblems())
                    .singleElement()
                    .asString()
                    .contains("no answer from Kafka");
        }
    }

    private List<String> problems(TopicCatalogue catalogue) {
        return new TopicCheck(admin, catalogue, Duration.ofSeconds(30)).classifierProblems();
    }

    private void set(String topic, String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        admin.incrementalAlterConfigs(
                        Map.of(
                                resource,
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry(key, value),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
        KafkaProbe.until(() ->
                admin.describeConfigs(List.of(resource)).all().get().values().stream()
                        .allMatch(config -> config.get(key).value().equals(value)));
    }

    private void allowOnly(String topic, AclOperation... operations) throws Exception {
        ResourcePattern pattern =
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        List<AclBinding> rules =
                Stream.of(operations)
                        .map(operation ->
                                new AclBinding(
                                        pattern,
                                        new AccessControlEntry(
                                                "User:ANONYMOUS",
                                                "*",
                                                operation,
                                                AclPermissionType.ALLOW)))
                        .toList();
        admin.createAcls(rules).all().get();
        KafkaProbe.until(() ->
                admin.describeAcls(
                                new AclBindingFilter(
                                        pattern.toFilter(), AccessControlEntryFilter.ANY))
                        .values()
                        .get()
                        .containsAll(rules));
    }
}
