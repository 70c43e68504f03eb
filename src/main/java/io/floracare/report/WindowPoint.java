package io.floracare.report;

import io.floracare.drift.AccuracyEstimate;
import io.floracare.drift.DriftReport;
import io.floracare.drift.FeatureVerdict;
import io.floracare.drift.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One window in a row of windows.
 *
 * @param start of the window
 * @param end of the window, excluded
 * @param verdict on it
 * @param photos tested
 * @param change distance of each feature that was tested, in deviations of the baseline
 * @param accuracy expected without labels; null when it is not known
 */
public record WindowPoint(
        Instant start,
        Instant end,
        Verdict verdict,
        long photos,
        Map<String, Double> change,
        @Nullable AccuracyEstimate accuracy) {
    static WindowPoint of(DriftReport report) {
        Map<String, Double> change = new LinkedHashMap<>();
        for (FeatureVerdict feature : report.features()) {
            change.put(feature.name(), feature.wasserstein());
        }
        return new WindowPoint(
                report.start(),
                report.end(),
                report.verdict(),
                report.photos(),
                change,
                report.accuracy());
    }
}
