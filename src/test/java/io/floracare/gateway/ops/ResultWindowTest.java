package io.floracare.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.floracare.message.ModelRef;
import io.floracare.message.Result;
import io.floracare.telemetry.Lane;
import io.floracare.testing.SampleResults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultWindowTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:20:30.5Z");
    private static final ModelRef OLD =
            new ModelRef("leaf-disease", "0.1.0", "fp32", "a".repeat(64));
    private static final ModelRef NEW =
            new ModelRef("leaf-disease", "0.2.0", "int8", "b".repeat(64));

    private final ResultWindow window =
            new ResultWindow(Clock.fixed(NOW, ZoneOffset.UTC), "leaf-images-express");

    @Test
    void without_results_there_are_no_latencies_and_no_models() {
        OpsStatus status = window.status(lane -> lane == Lane.BULK ? 7 : 0);

        assertThat(status)
                .isEqualTo(
                        new OpsStatus(
                                NOW,
                                60,
                                0,
                                new OpsStatus.Outcomes(0, 0, 0),
                                new OpsStatus.Lanes(
                                        new OpsStatus.LaneStatus(0, null, null),
                                        new OpsStatus.LaneStatus(7, null, null)),
                                List.of()));
    }

    @Test
    void outcomes_of_the_last_minute_are_counted() {
        window.saw(at(SampleResults.ok(), NOW.minusSeconds(59), "leaf-images", NEW));
        window.saw(at(SampleResults.uncertain(), NOW, "leaf-images", NEW));
        window.saw(at(SampleResults.error(), NOW.minusSeconds(5), "leaf-images", null));
        window.saw(at(SampleResults.ok(), NOW.minusSeconds(60), "leaf-images", NEW));
        window.saw(at(SampleResults.ok(), NOW.plusSeconds(3600), "leaf-images", NEW));

        assertThat(window.status(lane -> 0).outcomes()).isEqualTo(new OpsStatus.Outcomes(1, 1, 1));
    }

    @Test
    void throughput_is_that_of_the_last_ten_full_seconds() {
        for (int second = 0; second < 20; second++) {
            for (int i = 0; i < 3; i++) {
                window.saw(at(SampleResults.ok(), NOW.minusSeconds(second), "leaf-images", NEW));
            }
        }

        assertThat(window.status(lane -> 0).throughput()).isEqualTo(3);
    }

    @Test
    void latency_is_told_by_lane() {
        window.saw(at(SampleResults.ok(), NOW, "leaf-images-express", NEW));

        OpsStatus.Lanes lanes = window.status(lane -> 0).lanes();

        assertThat(lanes.express().p50()).isCloseTo(31.0, within(2.0));
        assertThat(lanes.bulk().p50()).isNull();
    }

    @Test
    void models_are_those_that_answered_most_results_first() {
        window.saw(at(SampleResults.ok(), NOW, "leaf-images", OLD));
        window.saw(at(SampleResults.ok(), NOW, "leaf-images", NEW));
        window.saw(at(SampleResults.ok(), NOW.minusSeconds(1), "leaf-images", NEW));

        assertThat(window.status(lane -> 0).models())
                .extracting(OpsStatus.ModelShare::version, OpsStatus.ModelShare::results)
                .containsExactly(tuple("0.2.0", 2L), tuple("0.1.0", 1L));
    }

    private static Result at(
            Result result, Instant classified, String topic, @Nullable ModelRef model) {
        return new Result(
                result.id(),
                result.subject(),
                result.status(),
                result.prediction(),
                result.label(),
                result.crop(),
                result.disease(),
                result.confidence(),
                result.probs(),
                result.top(),
                model,
                result.image(),
                new Result.Source(topic, 0, 1),
                new Result.Time(classified.minus(Duration.ofMillis(31)), classified),
                result.millis(),
                result.error());
    }
}
