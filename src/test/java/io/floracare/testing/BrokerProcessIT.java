package io.floracare.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerProcessIT {
    @Test
    void killed_broker_comes_back_with_its_acknowledged_records(@TempDir Path dir)
            throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(dir)) {
            try (KafkaProbe kafka = new KafkaProbe(broker.bootstrapServers())) {
                kafka.createTopic("kept", 1, Map.of());
                kafka.send(new ProducerRecord<>("kept", "acknowledged".getBytes(UTF_8)));
            }
            long killed = broker.jvm().pid();

            broker.kill();
            broker.restart();

            assertThat(broker.jvm().pid()).isNotEqualTo(killed);
            try (KafkaProbe kafka = new KafkaProbe(broker.bootstrapServers())) {
                assertThat(kafka.readAll("kept")).hasSize(1);
            }
        }
    }
}
