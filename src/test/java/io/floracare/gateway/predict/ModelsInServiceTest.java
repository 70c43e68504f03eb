package io.floracare.gateway.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.message.ModelRef;
import io.floracare.message.Result;
import io.floracare.testing.SampleResults;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ModelsInServiceTest {
    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private final ModelsInService models = new ModelsInService();

    private void saw(String model, int second) {
        Result ok = SampleResults.ok();
        Instant time = START.plusSeconds(second);
        models.saw(
                new Result(
                        "id",
                        null,
                        ok.status(),
                        ok.prediction(),
                        ok.label(),
                        ok.crop(),
                        ok.disease(),
                        ok.confidence(),
                        ok.probs(),
                        ok.top(),
                        new ModelRef("leaf", model, "v", model),
                        ok.image(),
                        ok.source(),
                        new Result.Time(time, time),
                        ok.millis(),
                        null));
    }

    @Test
    void none_is_known_before_the_first_result() {
        models.saw(SampleResults.error());

        assertThat(models.only()).isEmpty();
    }

    @Test
    void the_only_one_is_in_service() {
        saw("a", 0);
        saw("a", 500);

        assertThat(models.only()).contains("a");
    }

    @Test
    void two_that_answer_share_the_traffic() {
        saw("a", 0);
        saw("b", 1);
        saw("a", 2);

        assertThat(models.only()).isEmpty();
    }

    @Test
    void a_new_one_is_alone_a_minute_after_the_old_ones_last_answer() {
        saw("a", 0);
        saw("b", 1);
        saw("b", 59);
        assertThat(models.only()).isEmpty();

        saw("b", 61);
        assertThat(models.only()).contains("b");
    }

    @Test
    void old_results_that_are_read_late_change_nothing() {
        saw("b", 500);
        saw("a", 0);

        assertThat(models.only()).contains("b");
    }
}
