package io.floracare.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    @Test
    void a_broker_that_was_stopped_for_a_while_leads_as_before(@TempDir Path dir) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(dir);
                KafkaProbe kafka = new KafkaProbe(broker.bootstrapServers())) {
            kafka.createTopic("led", 1, Map.of());
            kafka.send(new ProducerRecord<>("led", "before".getBytes(UTF_8)));

            // Twice: with Kafka's own settings, too, the first time changes nothing.
            for (int time = 1; time <= 2; time++) {
                broker.jvm().signal("STOP");
                // Longer than a session with Kafka's own settings, which is 9 s.
                TimeUnit.SECONDS.sleep(11);
                broker.jvm().signal("CONT");
                kafka.send(new ProducerRecord<>("led", "after".getBytes(UTF_8)));
            }

            assertThat(kafka.readAll("led"))
                    .hasSize(3)
                    .extracting(ConsumerRecord::leaderEpoch)
                    .containsOnly(Optional.of(0));
        }
    }
}
