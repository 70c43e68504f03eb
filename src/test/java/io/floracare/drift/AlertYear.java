package io.floracare.drift;

import io.floracare.drift.AlertState.Reading;
import io.floracare.drift.stats.AlertBudget;
import io.floracare.drift.stats.Histogram;
import java.time.Instant;
import java.util.List;

/** A year of hourly windows of 300 photos with 20 features in which nothing changes, floors off. */
final class AlertYear {
    private static final int HOURS = 24 * 365;

    private final DriftPolicy policy;

    AlertYear(AlertBudget budget) {
        policy = DriftPolicy.DEFAULT.withFloors(DriftPolicy.Floors.NONE).withBudget(budget);
    }

    /** How often the alert on the features opens. */
    int openings(long seed, AlertRule rule) {
        NullStream stream = new NullStream(seed, 20, 20, 0.5, policy.photosPerDevice());
        FeatureTests tests = new FeatureTests(policy, stream.layout());
        List<FeatureReference> references = stream.references(3000);
        AlertState state = AlertState.INITIAL;
        int openings = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            List<Histogram> window = stream.window(300, references);
            boolean breach =
                    tests.test(references, window, policy.familyLevel(1), hour).stream()
                            .anyMatch(FeatureVerdict::drifted);
            AlertState.Step step =
                    state.next(
                            breach ? Reading.BREACH : Reading.CLEAR,
                            Instant.EPOCH.plus(policy.window().multipliedBy(hour)),
                            rule);
            state = step.state();
            openings += step.event().filter(AlertState.Event.FIRING::equals).isPresent() ? 1 : 0;
        }
        return openings;
    }
}
