package io.floracare.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.health.Health.Kind;
import org.junit.jupiter.api.Test;

final class HealthTest {
    private final Health health = new Health();

    @Test
    void without_checks_all_is_well() {
        assertThat(health.report(Kind.READY).ok()).isTrue();
        assertThat(health.report(Kind.READY).checks()).isEmpty();
    }

    @Test
    void one_failed_check_fails_its_kind_alone() {
        health.add(Kind.READY, "model", () -> CheckResult.failed("no model yet"));
        health.add(Kind.READY, "streams", CheckResult::healthy);
        health.add(Kind.LIVE, "streams", CheckResult::healthy);

        assertThat(health.report(Kind.READY).ok()).isFalse();
        assertThat(health.report(Kind.READY).checks())
                .containsEntry("model", CheckResult.failed("no model yet"))
                .containsEntry("streams", CheckResult.healthy());
        assertThat(health.report(Kind.LIVE).ok()).isTrue();
    }

    @Test
    void check_that_throws_has_failed() {
        health.add(
                Kind.LIVE,
                "broken",
                () -> {
                    throw new IllegalStateException("secret detail");
                });

        CheckResult result = health.report(Kind.LIVE).checks().get("broken");

        assertThat(result)
                .isEqualTo(CheckResult.failed("the check itself failed; the log has the details"));
    }

    @Test
    void a_name_is_taken_once_a_kind() {
        health.add(Kind.LIVE, "streams", CheckResult::healthy);

        assertThatThrownBy(() -> health.add(Kind.LIVE, "streams", CheckResult::healthy))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failure_without_a_reason_is_refused() {
        assertThatThrownBy(() -> CheckResult.failed(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
