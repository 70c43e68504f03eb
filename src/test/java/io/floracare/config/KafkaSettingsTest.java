package io.floracare.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.config.KafkaSettings.Client;
import io.floracare.config.Setting.Effective;
import io.floracare.config.Setting.Origin;
import io.floracare.config.SettingsLoader.Outcome.Invalid;
import io.floracare.config.SettingsLoader.Outcome.Loaded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaSettingsTest {
    @Test
    void bootstrap_servers_are_a_list() {
        KafkaSettings kafka =
                loaded(Map.of(), Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:1, [::1]:2"))
                        .settings()
                        .kafka();

        assertThat(kafka.bootstrapServers()).containsExactly("a:1", "[::1]:2");
        assertThat(kafka.properties()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "http://a:1", "a:1 b:2", ","})
    void bootstrap_servers_without_host_and_port_are_a_problem(String servers) {
        assertThat(problems(Map.of("kafka.bootstrap.servers", servers), Map.of())).hasSize(1);
    }

    @Test
    void other_names_are_passed_on_by_precedence() {
        KafkaSettings kafka =
                loaded(
                                Map.of(
                                        "kafka.producer.linger.ms", "3",
                                        "kafka.my.interceptor.option", "x"),
                                Map.of(
                                        "KAFKA_PRODUCER_LINGER_MS", "2",
                                        "KAFKA_SECURITY_PROTOCOL", "SSL"))
                        .settings()
                        .kafka();

        assertThat(kafka.properties())
                .isEqualTo(
                        Map.of(
                                "producer.linger.ms", "3",
                                "my.interceptor.option", "x",
                                "security.protocol", "SSL"));
    }

    @Test
    void a_client_gets_the_common_names_and_its_own() {
        KafkaSettings kafka =
                loaded(
                                Map.of(
                                        "kafka.bootstrap.servers", "a:1,b:2",
                                        "kafka.client.rack", "r",
                                        "kafka.linger.ms", "1",
                                        "kafka.producer.linger.ms", "2",
                                        "kafka.consumer.fetch.max.bytes", "3"),
                                Map.of())
                        .settings()
                        .kafka();

        assertThat(kafka.client(Client.PRODUCER))
                .isEqualTo(
                        Map.of(
                                "bootstrap.servers",
                                "a:1,b:2",
                                "client.rack",
                                "r",
                                "linger.ms",
                                "2"));
        assertThat(kafka.client(Client.ADMIN))
                .isEqualTo(
                        Map.of(
                                "bootstrap.servers",
                                "a:1,b:2",
                                "client.rack",
                                "r",
                                "linger.ms",
                                "1"));
        assertThat(kafka.streams())
                .containsEntry("producer.linger.ms", "2")
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .hasSize(5);
    }

    @Test
    void variables_of_kafka_scripts_and_kubernetes_are_passed_over() {
        Map<String, String> environment =
                Map.of(
                        "KAFKA_HEAP_OPTS", "-Xmx1g",
                        "KAFKA_PORT", "tcp://10.0.0.1:9092",
                        "KAFKA_SERVICE_HOST", "10.0.0.1",
                        "KAFKA_HOME", "/opt/kafka");

        assertThat(loaded(Map.of(), environment).settings().kafka().properties()).isEmpty();
    }

    @Test
    void misspelt_names_are_problems_wherever_they_stand() {
        assertThat(
                        problems(
                                Map.of("kafka.consumer.max.pol.records", "8"),
                                Map.of("KAFKA_SECURTY_PROTOCOL", "SSL")))
                .containsExactly(
                        "KAFKA_SECURTY_PROTOCOL (environment) is not a Kafka setting; did you mean"
                                + " KAFKA_SECURITY_PROTOCOL?",
                        "kafka.consumer.max.pol.records (command line) is not a Kafka setting; did"
                                + " you mean kafka.consumer.max.poll.records?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "processing.guarantee",
                "application.id",
                "consumer.isolation.level",
                "producer.value.serializer",
                "processing.exception.handler",
                "num.stream.threads"
            })
    void names_that_the_guarantees_rest_on_are_refused(String name) {
        assertThat(problems(Map.of("kafka." + name, "x"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("kafka." + name + " (command line) cannot be changed: ");
    }

    @Test
    void passwords_are_never_shown() {
        Loaded loaded =
                loaded(
                        Map.of(
                                "kafka.ssl.keystore.password", "hunter2",
                                "kafka.sasl.jaas.config", "password=hunter2"),
                        Map.of());

        assertThat(loaded.effective())
                .contains(
                        new Effective(
                                "kafka.ssl.keystore.password", "(hidden)", Origin.COMMAND_LINE));
        assertThat(loaded.toString()).doesNotContain("hunter2");
    }

    private static Loaded loaded(Map<String, String> commandLine, Map<String, String> env) {
        return (Loaded) new SettingsLoader(env).load(commandLine, null);
    }

    private static List<String> problems(Map<String, String> commandLine, Map<String, String> env) {
        return ((Invalid) new SettingsLoader(env).load(commandLine, null)).problems();
    }
}
