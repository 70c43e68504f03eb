package io.floracare.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.testing.SharedBroker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GroupLagIT {
    @RegisterExtension private static final SharedBroker BROKER = new SharedBroker();

    private final String topic = BROKER.freshNames().images().name();
    private final TopicPartition first = new TopicPartition(topic, 0);
    private final TopicPartition second = new TopicPartition(topic, 1);
    private Admin admin;
    private GroupLag lag;

    @BeforeEach
    void sevenRecordsInTwoPartitions() throws Exception {
        admin = BROKER.kafka().admin();
        lag = new GroupLag(admin, "group-of-" + topic);
        BROKER.kafka().createTopic(topic, 2, Map.of());
        for (int i = 0; i < 7; i++) {
            BROKER.kafka()
                    .send(
                            new ProducerRecord<>(
                                    topic, i < 5 ? 0 : 1, null, "photo".getBytes(UTF_8)));
        }
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void counts_from_the_commit_to_the_end() throws Exception {
        commit(Map.of(first, 3L, second, 2L));

        assertThat(lag.in(List.of(first, second))).isEqualTo(2);
        assertThat(lag.in(List.of(second))).isZero();
        assertThat(lag.everywhere()).isEqualTo(2);
    }

    @Test
    void partition_without_a_commit_waits_from_its_beginning() throws Exception {
        admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(1))).all().get();
        commit(Map.of(second, 1L));

        assertThat(lag.in(Set.of(first, second))).isEqualTo(4 + 1);
        assertThat(lag.everywhere()).isEqualTo(1);
    }

    @Test
    void group_that_never_was_has_no_lag_anywhere() throws Exception {
        assertThat(lag.everywhere()).isZero();
        assertThat(lag.in(List.of())).isZero();
    }

    @Test
    void partition_that_is_not_there_is_a_fault_of_kafka() {
        assertThatThrownBy(() -> lag.in(List.of(new TopicPartition(topic, 9))))
                .isInstanceOf(KafkaException.class);
    }

    private void commit(Map<TopicPartition, Long> offsets) throws Exception {
        admin.alterConsumerGroupOffsets(
                        "group-of-" + topic,
                        offsets.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                e -> new OffsetAndMetadata(e.getValue()))))
                .all()
                .get();
    }
}
