package io.floracare.report;

import com.fasterxml.jackson.databind.ObjectReader;
import io.floracare.drift.AccuracyReport;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.FeatureVerdict;
import io.floracare.drift.QualityReport;
import io.floracare.drift.Segment;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the drift topics hold of a time: of each window the highest revision, whatever the
 * order. Values that are none are counted and passed over. Not thread-safe.
 */
public final class ReportRecords {
    private final ObjectReader reports = Json.mapper().readerFor(DriftReport.class);
    private final ObjectReader qualities = Json.mapper().readerFor(QualityReport.class);
    private final ObjectReader accuracies = Json.mapper().readerFor(AccuracyReport.class);
    private final ObjectReader alerts = Json.mapper().readerFor(DriftAlert.class);

    private final Instant from;
    private final Instant to;
    private final Segment shown;
    private final Map<ModelRef, Map<Segment, TreeMap<Instant, DriftReport>>> windows =
            new HashMap<>();
    private final TreeMap<Instant, QualityReport> quality = new TreeMap<>();
    private final Map<ModelRef, TreeMap<Instant, AccuracyReport>> realised = new HashMap<>();
    private final List<DriftAlert> told = new ArrayList<>();
    private long undecodable;

    /**
     * @param from first event time
     * @param to event time to end before
     * @param shown the segment that is shown in full
     */
    public ReportRecords(Instant from, Instant to, Segment shown) {
        this.from = from;
        this.to = to;
        this.shown = shown;
    }

    /** Takes a value of {@code drift-reports}. */
    public void addReport(byte[] value) {
        DriftReport report = read(reports, value);
        if (report == null || !inTime(report.start())) {
            return;
        }
        // One model is one whatever its manifest's digest: a baseline may have been added.
        windows.computeIfAbsent(known(report.model()), key -> new HashMap<>())
                .computeIfAbsent(report.segment(), key -> new TreeMap<>())
                .merge(
                        report.start(),
                        report.segment().equals(shown) ? report : slim(report),
                        (a, b) -> a.revision() > b.revision() ? a : b);
    }

    /** Takes a value of {@code drift-quality}. */
    public void addQuality(byte[] value) {
        QualityReport report = read(qualities, value);
        if (report != null && inTime(report.start()) && report.segment().equals(shown)) {
            quality.merge(report.start(), report, (a, b) -> a.revision() > b.revision() ? a : b);
        }
    }

    /** Takes a value of {@code drift-accuracy}. */
    public void addAccuracy(byte[] value) {
        AccuracyReport report = read(accuracies, value);
        if (report != null && report.end().isAfter(from) && report.start().isBefore(to)) {
            realised.computeIfAbsent(known(report.model()), key -> new TreeMap<>())
                    .merge(report.start(), report, (a, b) -> a.revision() > b.revision() ? a : b);
        }
    }

    /** Takes a value of {@code drift-alerts}. */
    public void addAlert(byte[] value) {
        DriftAlert alert = read(alerts, value);
        if (alert != null && inTime(alert.window())) {
            told.add(alert);
        }
    }

    /** Values that were no records of their topic. */
    public long undecodable() {
        return undecodable;
    }

    /**
     * The summary.
     *
     * @param now when it is made
     */
    public DriftSummary summary(Instant now) {
        List<ModelSummary> models = new ArrayList<>();
        windows.forEach((model, segments) -> {
            TreeMap<Instant, DriftReport> own = segments.get(shown);
            if (own != null) {
                TreeMap<Instant, AccuracyReport> labelled = realised.get(model);
                models.add(
                        Summaries.ofModel(
                                model,
                                List.copyOf(own.values()),
                                segments,
                                labelled == null ? List.of() : List.copyOf(labelled.values())));
            }
        });
        models.sort(
                Comparator.comparingLong(Summaries::photos)
                        .reversed()
                        .thenComparing(model -> model.model().toString()));
        Outlook outlook =
                models.stream()
                        .map(ModelSummary::outlook)
                        .min(Comparator.naturalOrder())
                        .orElse(Outlook.INSUFFICIENT_DATA);
        List<DriftAlert> latest =
                told.stream().sorted(Comparator.comparing(DriftAlert::window).reversed()).toList();
        return new DriftSummary(
                from,
                to,
                now,
                outlook,
                Summaries.verdict(models),
                models,
                List.copyOf(quality.values()),
                latest);
    }

    private boolean inTime(Instant start) {
        return !start.isBefore(from) && start.isBefore(to);
    }

    private static ModelRef known(ModelRef model) {
        return new ModelRef(model.name(), model.version(), model.variant(), "");
    }

    /**
     * Shapes and classes are most of a report; of a segment that is not shown they are not kept.
     */
    private static DriftReport slim(DriftReport report) {
        return new DriftReport(
                report.model(),
                report.segment(),
                report.start(),
                report.end(),
                report.revision(),
                report.verdict(),
                report.sentence(),
                report.photos(),
                report.referencePhotos(),
                report.groups(),
                List.<FeatureVerdict>of(),
                List.of(),
                List.of(),
                null,
                List.of());
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as ObjectReader.readValue itself
    private <T> @Nullable T read(ObjectReader reader, byte[] value) {
        try {
            T read = reader.readValue(value);
            undecodable += read == null ? 1 : 0;
            return read;
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            undecodable++;
            return null;
        }
    }
}
