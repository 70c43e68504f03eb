package io.floracare.report;

import io.floracare.drift.DriftAlert;
import io.floracare.drift.QualityReport;
import java.time.Instant;
import java.util.List;

/**
 * What was reported of a time.
 *
 * @param from first event time, included
 * @param to last event time, excluded
 * @param generated when this was made
 * @param outlook the worst of the models'
 * @param verdict the same in a sentence
 * @param models that answered, the one with most photos first
 * @param quality of the whole stream by window, in the order of time
 * @param alerts that were told, the latest first
 */
public record DriftSummary(
        Instant from,
        Instant to,
        Instant generated,
        Outlook outlook,
        String verdict,
        List<ModelSummary> models,
        List<QualityReport> quality,
        List<DriftAlert> alerts) {
    public DriftSummary {
        models = List.copyOf(models);
        quality = List.copyOf(quality);
        alerts = List.copyOf(alerts);
    }
}
