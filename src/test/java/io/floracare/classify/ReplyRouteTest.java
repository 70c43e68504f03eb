package io.floracare.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.classify.ReplyRoute.Dropped;
import io.floracare.telemetry.ReplyOutcome;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class ReplyRouteTest {
    private static final ReplyTopics TOPICS =
            new ReplyTopics() {
                @Override
                public boolean allowed(String topic) {
                    return topic.startsWith("leaf-replies");
                }

                @Override
                public int partitions(String topic) {
                    return topic.equals("leaf-replies") ? 4 : 0;
                }
            };

    private static RecordHeaders to(String topic) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("kafka_replyTopic", topic.getBytes(UTF_8));
        return headers;
    }

    private static byte[] partition(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    @Test
    void nobody_asked() {
        assertThat(ReplyRoute.of(new RecordHeaders(), TOPICS)).isInstanceOf(ReplyRoute.None.class);
    }

    @Test
    void goes_where_springs_headers_say() {
        RecordHeaders headers = to("leaf-replies");
        headers.add("kafka_replyPartition", partition(3));
        headers.add("kafka_correlationId", new byte[] {1, 2, 3});
        ReplyRoute.To route = (ReplyRoute.To) ReplyRoute.of(headers, TOPICS);
        assertThat(route.topic()).isEqualTo("leaf-replies");
        assertThat(route.partition()).isEqualTo(3);
        assertThat(route.correlationId()).containsExactly(1, 2, 3);
    }

    @Test
    void refuses_a_topic_that_is_not_allowed() {
        assertThat(ReplyRoute.of(to("leaf-images"), TOPICS))
                .isEqualTo(new Dropped(ReplyOutcome.NOT_ALLOWED));
    }

    @Test
    void refuses_a_topic_that_does_not_exist() {
        assertThat(ReplyRoute.of(to("leaf-replies-2"), TOPICS))
                .isEqualTo(new Dropped(ReplyOutcome.UNKNOWN_TOPIC));
    }

    @Test
    void refuses_absurd_partitions() {
        for (byte[] value :
                new byte[][] {
                    partition(4), partition(-1), partition(Integer.MAX_VALUE), {}, {1, 2, 3, 4, 5}
                }) {
            RecordHeaders headers = to("leaf-replies");
            headers.add("kafka_replyPartition", value);
            assertThat(ReplyRoute.of(headers, TOPICS))
                    .isEqualTo(new Dropped(ReplyOutcome.BAD_PARTITION));
        }
    }

    @Test
    void refuses_an_oversized_correlation_id() {
        RecordHeaders headers = to("leaf-replies");
        headers.add("kafka_correlationId", new byte[257]);
        assertThat(ReplyRoute.of(headers, TOPICS))
                .isEqualTo(new Dropped(ReplyOutcome.BAD_CORRELATION));
    }
}
