package io.floracare.drift.window;

import io.floracare.drift.AlertRule;
import io.floracare.drift.DriftPolicy;
import io.floracare.drift.Issue;
import java.time.Duration;
import java.util.Map;

/**
 * How windows are judged.
 *
 * @param timing when
 * @param policy what is drift; its window is the timing's
 * @param alert when windows become an alert
 * @param accepted share of photos with an issue that is accepted, in [0, 1]
 */
public record Rules(
        Timing timing, DriftPolicy policy, AlertRule alert, Map<Issue, Double> accepted) {
    /** Accepted where nothing is said. */
    static final double TOLERATED = 0.01;

    public Rules {
        accepted = Map.copyOf(accepted);
        if (!policy.window().equals(timing.window())) {
            throw new IllegalArgumentException("the policy is of other windows");
        }
    }

    /** Accepted share of an issue. */
    double accepted(Issue issue) {
        return accepted.getOrDefault(issue, TOLERATED);
    }

    /** When silence becomes an alert: at once, and it is over at the first photos. */
    AlertRule silence() {
        return new AlertRule(1, 1, 1, Duration.ZERO, alert.reminder());
    }

    /** When minutes become an alert: at once; it is over after half a window of quiet minutes. */
    AlertRule minutes() {
        int quiet = (int) Math.clamp(timing.window().toMinutes() / 2, 2L, 60L);
        return new AlertRule(1, 1, quiet, alert.coolDown(), alert.reminder());
    }

    /** Mean time to a false alarm that one detector of one segment may have. */
    Duration falseAlarmTime(int segments) {
        double millis =
                policy.budget().period().toMillis()
                        / policy.budget().openings()
                        * segments
                        * DriftPolicy.DETECTORS;
        return Duration.ofMillis((long) Math.min(millis, Duration.ofDays(36_500).toMillis()));
    }
}
