package io.floracare.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.message.ErrorCode;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import org.junit.jupiter.api.Test;

final class MemoryMetricsTest {
    private final MemoryMetrics metrics = new MemoryMetrics();

    @Test
    void counts_what_happened_and_nothing_else() {
        metrics.started(Lane.BULK);
        metrics.finished(Lane.BULK, Status.ERROR, ErrorCode.EMPTY);
        metrics.started(Lane.EXPRESS);
        metrics.reply(Lane.EXPRESS, ReplyOutcome.NOT_ALLOWED);

        assertThat(metrics.counts())
                .containsOnlyKeys(
                        "in-flight.bulk",
                        "finished.bulk.error.empty",
                        "in-flight.express",
                        "reply.express.not-allowed");
        assertThat(metrics.count("in-flight.bulk")).isZero();
        assertThat(metrics.count("in-flight.express")).isEqualTo(1);
        assertThat(metrics.count("finished.bulk.ok")).isZero();
    }

    @Test
    void keeps_the_last_state() {
        assertThat(metrics.lag(Lane.BULK)).isEqualTo(-1);
        metrics.lag(Lane.BULK, 3);
        metrics.paused(PauseReason.DISK);
        metrics.model(new ModelRef("leaf", "1", "int8", "a"));

        assertThat(metrics.lag(Lane.BULK)).isEqualTo(3);
        assertThat(metrics.pauseReason()).isEqualTo(PauseReason.DISK);
        assertThat(metrics.modelInService()).isNotNull();

        metrics.resumed();
        assertThat(metrics.pauseReason()).isNull();
    }
}
