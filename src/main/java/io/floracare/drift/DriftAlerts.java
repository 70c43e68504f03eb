package io.floracare.drift;

import io.floracare.drift.AlertState.Event;
import io.floracare.drift.AlertState.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns reports into alerts. A window is read when it first closes; a later revision corrects what
 * is reported of the past, and does not raise or resolve an alert.
 */
public final class DriftAlerts {
    private final AlertRule rule;
    private final double level;

    /**
     * Alerts.
     *
     * @param level at which an adjusted p breaches
     */
    public DriftAlerts(AlertRule rule, double level) {
        this.rule = rule;
        this.level = level;
    }

    /**
     * The next state of a segment's alert, and what to tell.
     *
     * @param state of the alert with the report's key
     */
    public Outcome next(AlertState state, DriftReport report) {
        if (report.revision() > 0) {
            return new Outcome(state, Optional.empty());
        }
        Step step = state.next(Readings.of(report, level), report.end(), rule);
        return new Outcome(
                step.state(), step.event().map(event -> alert(event, step.fired(), report)));
    }

    private static DriftAlert alert(Event event, @Nullable Instant fired, DriftReport report) {
        String sentence =
                event == Event.RESOLVED ? "Resolved: " + report.sentence() : report.sentence();
        return new DriftAlert(
                DriftAlert.key(report.model(), report.segment()),
                Detector.DRIFT,
                event,
                report.model(),
                report.segment(),
                Objects.requireNonNullElse(fired, report.end()),
                event == Event.RESOLVED ? report.end() : null,
                report.start(),
                sentence,
                changed(report));
    }

    private static List<String> changed(DriftReport report) {
        Stream<String> features =
                report.features().stream()
                        .filter(FeatureVerdict::drifted)
                        .sorted(Comparator.comparingDouble(FeatureVerdict::wasserstein).reversed())
                        .map(FeatureVerdict::name);
        Stream<String> shares =
                Stream.concat(report.outcomes().stream(), report.classes().stream())
                        .filter(ShareVerdict::drifted)
                        .map(ShareVerdict::name);
        return Stream.concat(features, shares).toList();
    }

    /**
     * What a report does to an alert.
     *
     * @param state to keep
     * @param alert to tell, if any
     */
    public record Outcome(AlertState state, Optional<DriftAlert> alert) {}
}
