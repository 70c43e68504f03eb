package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.stats.AlertBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of {@code docs/drift.md}; also written to {@code target/drift-false-alarms.txt}. */
@Tag("soak")
class FalseAlarmSoakIT {
    private static final double LEVEL = 0.05;
    private static final Duration NEVER = Duration.ofDays(10_000);

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
        // 10,000 windows of 200 baselines: two standard errors are about 0.006.
        assertThat(rate.mean()).as(rate.toString()).isBetween(LEVEL / 2 - 0.006, LEVEL + 0.006);
    }

    @ParameterizedTest
    @CsvSource({"1", "30"})
    void the_alert_machine_opens_no_more_than_its_budget_over_a_year(int openingsPerMonth)
            throws IOException {
        AlertYear year = new AlertYear(new AlertBudget(openingsPerMonth, Duration.ofDays(30)));
        int everyWindow = year.openings(1, new AlertRule(1, 1, 1, Duration.ZERO, NEVER));
        int twoOfThree = year.openings(1, new AlertRule(2, 3, 2, Duration.ofHours(1), NEVER));

        note(
                "a year of one detector, %d false openings a month over all four: %d, 2 of 3: %d"
                        .formatted(openingsPerMonth, everyWindow, twoOfThree));
        // One detector of four has a quarter of the budget.
        double expected = openingsPerMonth * 365.0 / 30 / DriftPolicy.DETECTORS;
        assertThat(everyWindow).isLessThanOrEqualTo((int) (expected + 3 * Math.sqrt(expected)));
        assertThat(twoOfThree).isLessThanOrEqualTo(everyWindow);
    }

    private static void note(String line) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("drift-false-alarms.txt"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
