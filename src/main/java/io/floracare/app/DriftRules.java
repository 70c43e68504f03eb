package io.floracare.app;

import io.floracare.config.DriftSettings;
import io.floracare.drift.AlertRule;
import io.floracare.drift.DriftPolicy;
import io.floracare.drift.Issue;
import io.floracare.drift.stats.AlertBudget;
import io.floracare.drift.window.Rules;
import io.floracare.drift.window.Timing;
import java.util.EnumMap;
import java.util.Map;

/** What the settings of drift mean. */
public final class DriftRules {
    private DriftRules() {}

    /** How windows are judged. */
    public static Rules of(DriftSettings drift) {
        return of(drift, drift.budget());
    }

    /** How windows are judged, with another budget. */
    public static Rules of(DriftSettings drift, DriftSettings.Budget budget) {
        DriftPolicy defaults = DriftPolicy.DEFAULT;
        DriftPolicy policy =
                new DriftPolicy(
                        drift.window(),
                        new AlertBudget(budget.alerts(), budget.period()),
                        defaults.floors(),
                        drift.minimumPhotos(),
                        defaults.minimumGroups(),
                        drift.photosPerDevice(),
                        defaults.referenceRatio());
        Map<Issue, Double> accepted = new EnumMap<>(Issue.class);
        for (Issue issue : Issue.values()) {
            Double share = drift.accepted().get(issue.wire());
            if (share != null) {
                accepted.put(issue, share);
            }
        }
        return new Rules(
                new Timing(drift.window(), drift.grace(), drift.late()),
                policy,
                new AlertRule(
                        drift.alertWindows().some(),
                        drift.alertWindows().of(),
                        drift.alertClears(),
                        drift.coolDown(),
                        drift.reminder()),
                accepted);
    }
}
