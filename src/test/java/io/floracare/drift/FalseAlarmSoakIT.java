package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.AlertState.Reading;
import io.floracare.drift.stats.Histogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of {@code docs/drift.md}; also written to {@code target/drift-false-alarms.txt}. */
@Tag("soak")
class FalseAlarmSoakIT {
    private static final double LEVEL = 0.05;

    @ParameterizedTest
    @CsvSource({
        "100, 1, 0",
        "100, 5, 0.5",
        "1000, 1, 0",
        "1000, 20, 0.5",
        "1000, 20, 0.95",
        "10000, 1, 0",
        "10000, 20, 0.5",
        "10000, 200, 0.5",
        "10000, 200, 0.95",
        "100000, 200, 0.5"
    })
    void two_hundred_baselines_hold_the_level(int size, int burst, double correlation)
            throws IOException {
        FalseAlarms rate = FalseAlarms.of(200, 50, size, burst, correlation, LEVEL);

        note(rate.toString());
        // 10,000 windows, fewer independent ones: two standard errors are 0.006.
        assertThat(rate.mean()).as(rate.toString()).isBetween(LEVEL / 2 - 0.003, LEVEL + 0.006);
    }

    @Test
    void the_alert_machine_opens_no_more_than_its_budget_over_a_year() throws IOException {
        DriftPolicy policy = DriftPolicy.DEFAULT.withFloors(DriftPolicy.Floors.NONE);
        int years = 3;
        int openings = 0;
        for (int year = 0; year < years; year++) {
            NullStream stream = new NullStream(year, 20, 20, 0.5, policy.photosPerDevice());
            FeatureTests tests = new FeatureTests(policy, stream.layout());
            List<FeatureReference> references = stream.references(3000);
            double level = policy.familyLevel(1);
            AlertState state = AlertState.INITIAL;
            for (int hour = 0; hour < 24 * 365; hour++) {
                List<Histogram> window = stream.window(300, references);
                boolean breach =
                        tests.test(references, window, level, hour).stream()
                                .anyMatch(FeatureVerdict::drifted);
                AlertState.Step step =
                        state.next(
                                breach ? Reading.BREACH : Reading.CLEAR,
                                Instant.EPOCH.plus(policy.window().multipliedBy(hour)),
                                new AlertRule(
                                        1,
                                        1,
                                        1,
                                        AlertRule.DEFAULT.coolDown(),
                                        AlertRule.DEFAULT.reminder()));
                state = step.state();
                openings +=
                        step.event().filter(AlertState.Event.FIRING::equals).isPresent() ? 1 : 0;
            }
        }
        note(
                openings
                        + " false openings of one detector in "
                        + years
                        + " years, one window firing");
        // One detector of four has a quarter of twelve openings a year.
        assertThat(openings).isLessThanOrEqualTo(3 * years);
    }

    private static void note(String line) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("drift-false-alarms.txt"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
