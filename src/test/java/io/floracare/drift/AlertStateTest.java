package io.floracare.drift;

import static io.floracare.drift.AlertState.Event.FIRING;
import static io.floracare.drift.AlertState.Event.REMINDER;
import static io.floracare.drift.AlertState.Event.RESOLVED;
import static io.floracare.drift.AlertState.Reading.BREACH;
import static io.floracare.drift.AlertState.Reading.CLEAR;
import static io.floracare.drift.AlertState.Reading.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.drift.AlertState.Event;
import io.floracare.drift.AlertState.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AlertStateTest {
    private static final AlertRule RULE =
            new AlertRule(2, 3, 2, Duration.ofHours(4), Duration.ofHours(3));

    @Test
    void two_of_three_breaching_windows_fire() {
        assertThat(events(BREACH, CLEAR, BREACH)).containsExactly("3:FIRING");
        assertThat(events(BREACH, CLEAR, CLEAR, BREACH)).isEmpty();
    }

    @Test
    void one_breaching_window_is_pending() {
        AlertState state = AlertState.INITIAL.next(BREACH, hour(1), RULE).state();

        assertThat(state.phase()).isEqualTo(AlertState.Phase.PENDING);
        assertThat(state.since()).isEqualTo(hour(1));
    }

    @Test
    void two_clear_windows_in_a_row_resolve() {
        assertThat(events(BREACH, BREACH, CLEAR, BREACH, CLEAR, CLEAR))
                .containsExactly("2:FIRING", "5:REMINDER", "6:RESOLVED");
    }

    @Test
    void whatever_is_told_of_an_alert_says_when_it_fired() {
        AlertState state = AlertState.INITIAL;
        List<Instant> fired = new ArrayList<>();
        Reading[] readings = {BREACH, BREACH, BREACH, BREACH, BREACH, CLEAR, CLEAR};
        for (int i = 0; i < readings.length; i++) {
            AlertState.Step step = state.next(readings[i], hour(i + 1), RULE);
            state = step.state();
            if (step.event().isPresent()) {
                fired.add(step.fired());
            }
        }

        assertThat(fired).containsExactly(hour(2), hour(2), hour(2));
        assertThat(state.since()).isEqualTo(hour(7));
    }

    @Test
    void a_window_without_a_verdict_changes_nothing() {
        assertThat(events(BREACH, UNKNOWN, UNKNOWN, UNKNOWN, BREACH)).containsExactly("5:FIRING");
        assertThat(events(BREACH, BREACH, CLEAR, UNKNOWN, CLEAR))
                .containsExactly("2:FIRING", "5:RESOLVED");
    }

    @Test
    void a_firing_alert_is_repeated_after_the_reminder_time() {
        assertThat(events(BREACH, BREACH, BREACH, BREACH, BREACH, BREACH, BREACH, BREACH))
                .containsExactly("2:FIRING", "5:REMINDER", "8:REMINDER");
    }

    @Test
    void a_resolved_alert_cools_down_before_it_fires_again() {
        assertThat(events(BREACH, BREACH, CLEAR, CLEAR, BREACH, BREACH, BREACH, BREACH))
                .containsExactly("2:FIRING", "4:RESOLVED", "8:FIRING");
    }

    @Property
    void firing_and_resolved_take_turns(@ForAll List<Reading> readings) {
        List<String> told = new ArrayList<>();
        for (String event : events(readings.toArray(new Reading[0]))) {
            if (!event.endsWith(REMINDER.name())) {
                told.add(event.substring(event.indexOf(':') + 1));
            }
        }
        for (int i = 0; i < told.size(); i++) {
            Event expected = i % 2 == 0 ? FIRING : RESOLVED;
            assertThat(told.get(i)).isEqualTo(expected.name());
        }
    }

    @Test
    void a_rule_that_cannot_fire_is_refused() {
        assertThatThrownBy(() -> new AlertRule(4, 3, 1, Duration.ZERO, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> events(Reading... readings) {
        List<String> events = new ArrayList<>();
        AlertState state = AlertState.INITIAL;
        for (int i = 0; i < readings.length; i++) {
            AlertState.Step step = state.next(readings[i], hour(i + 1), RULE);
            state = step.state();
            Optional<Event> event = step.event();
            if (event.isPresent()) {
                events.add(i + 1 + ":" + event.get().name());
            }
        }
        return events;
    }

    private static Instant hour(int hour) {
        return Instant.EPOCH.plus(Duration.ofHours(hour));
    }
}
