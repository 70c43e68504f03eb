package io.floracare.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.testing.KafkaProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerIT {
    @TempDir private Path dir;

    @Test
    void keeps_records_when_started_again_on_the_same_port() throws Exception {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(dir));
                KafkaProbe kafka = new KafkaProbe(broker.bootstrapServers())) {
            port = broker.port();
            kafka.createTopic("kept", 1, Map.of());
            kafka.send(new ProducerRecord<>("kept", "before".getBytes(UTF_8)));
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(dir).onPort(port));
                KafkaProbe kafka = new KafkaProbe(broker.bootstrapServers())) {
            assertThat(broker.port()).isEqualTo(port);
            kafka.send(new ProducerRecord<>("kept", "after".getBytes(UTF_8)));
            assertThat(kafka.readAll("kept"))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .containsExactly("before", "after");
        }
    }

    @Test
    void carries_records_of_20_mib() throws Exception {
        byte[] large = new byte[20 << 20];
        large[large.length - 1] = 7;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(dir));
                KafkaProbe kafka = new KafkaProbe(broker.bootstrapServers())) {
            kafka.createTopic("large", 1, Map.of());

            kafka.send(new ProducerRecord<>("large", large));

            assertThat(kafka.readAll("large")).hasSize(1);
            assertThat(kafka.readAll("large").getFirst().value()).isEqualTo(large);
        }
    }

    @Test
    void says_that_a_given_port_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerOptions.in(dir).onPort(port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port + " is taken");
        }
    }

    @Test
    void says_that_another_broker_uses_the_folder_and_leaves_that_one_alone() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerOptions.in(dir));
                KafkaProbe kafka = new KafkaProbe(first.bootstrapServers())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerOptions.in(dir)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(dir.toString())
                    .hasMessageContaining("in use by another embedded server");
            kafka.createTopic("works", 1, Map.of());
        }
    }
}
