package io.floracare.drift.window;

import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.QualityReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps what a merger found. */
public final class Found implements Verdicts {
    public final List<DriftReport> reports = new ArrayList<>();
    public final List<QualityReport> quality = new ArrayList<>();
    public final List<DriftAlert> alerts = new ArrayList<>();

    @Override
    public void report(DriftReport report) {
        reports.add(report);
    }

    @Override
    public void quality(QualityReport report) {
        quality.add(report);
    }

    @Override
    public void alert(DriftAlert alert) {
        alerts.add(alert);
    }

    /** Reports by window and segment. */
    List<DriftReport> sorted() {
        return reports.stream()
                .sorted(
                        Comparator.comparing(DriftReport::start)
                                .thenComparing(report -> report.segment().toString())
                                .thenComparingInt(DriftReport::revision))
                .toList();
    }

    /** Quality by window and segment. */
    List<QualityReport> sortedQuality() {
        return quality.stream()
                .sorted(
                        Comparator.comparing(QualityReport::start)
                                .thenComparing(report -> report.segment().toString())
                                .thenComparingInt(QualityReport::revision))
                .toList();
    }
}
