package io.floracare.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.message.LeafLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the drift topics hold of a day of simulated photos, which darken and blur at some hour. */
public final class SampleReports {
    /** When the day begins. */
    public static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

    private static final DriftPolicy POLICY = DriftPolicy.DEFAULT;

    private final Photos photos = new Photos(7);
    private final Baseline baseline;
    private final List<byte[]> reports = new ArrayList<>();
    private final List<byte[]> quality = new ArrayList<>();

    /**
     * Simulates.
     *
     * @param hours how many windows
     * @param from hour at which photos change
     * @param to hour at which they are as before
     */
    public SampleReports(int hours, int from, int to) {
        baseline = Photos.baseline(photos.take(8000, 3, Photos.Change.NONE), POLICY);
        for (int hour = 0; hour < hours; hour++) {
            boolean changed = hour >= from && hour < to;
            add(hour, changed ? new Photos.Change(0.8, 0.5, 0.1) : Photos.Change.NONE);
        }
    }

    /** Values of {@code drift-reports}. */
    public List<byte[]> reports() {
        return reports;
    }

    /** Values of {@code drift-quality}. */
    public List<byte[]> quality() {
        return quality;
    }

    /** A value of {@code drift-accuracy}. */
    public byte[] accuracy() {
        AccuracyReport.Share share = new AccuracyReport.Share(180, 0.91, 0.86, 0.95);
        return json(
                new AccuracyReport(
                        Photos.MODEL,
                        START,
                        START.plus(Duration.ofDays(1)),
                        3,
                        Photos.LABELS,
                        share,
                        0.9,
                        7,
                        List.of(new AccuracyReport.ByReason(LeafLabel.Reason.RANDOM, share)),
                        Photos.LABELS.subList(0, 3).stream()
                                .map(name -> new AccuracyReport.OfClass(name, share, share, share))
                                .toList(),
                        List.of(
                                new AccuracyReport.Confusion(0, 0, 60),
                                new AccuracyReport.Confusion(0, 1, 9),
                                new AccuracyReport.Confusion(1, 1, 52),
                                new AccuracyReport.Confusion(2, 2, 55),
                                new AccuracyReport.Confusion(2, 1, 4))));
    }

    /** Values of {@code drift-alerts}. */
    public List<byte[]> alerts(String sentence) {
        List<byte[]> alerts = new ArrayList<>();
        for (AlertState.Event event : List.of(AlertState.Event.FIRING, AlertState.Event.RESOLVED)) {
            Instant window =
                    START.plus(Duration.ofHours(event == AlertState.Event.FIRING ? 10 : 15));
            alerts.add(
                    json(
                            new DriftAlert(
                                    "drift/leaf/1/fp32/all",
                                    Detector.DRIFT,
                                    event,
                                    Photos.MODEL,
                                    Segment.ALL,
                                    START.plus(Duration.ofHours(10)),
                                    event == AlertState.Event.RESOLVED ? window : null,
                                    window,
                                    sentence,
                                    List.of("brightness", "sharpness"))));
        }
        return alerts;
    }

    private void add(int hour, Photos.Change change) {
        Instant start = START.plus(Duration.ofHours(hour));
        DriftEvaluator evaluator = new DriftEvaluator(baseline, POLICY);
        List<Features> all = photos.take(hour == 3 ? 40 : 600, 3, change);
        for (Segment segment : baseline.segments()) {
            List<Features> own =
                    all.stream()
                            .filter(photo -> baseline.segmentsOf(photo.segment()).contains(segment))
                            .toList();
            DriftReport report =
                    evaluator.report(segment, start, 0, Photos.window(own, baseline, POLICY));
            reports.add(json(withExamples(report, own)));
        }
        QualityCounts counts = new QualityCounts();
        all.forEach(counts::add);
        List<QualityVerdict> issues = new QualityTests(POLICY, Map.of()).test(counts, 200, 0.001);
        quality.add(
                json(
                        new QualityReport(
                                Segment.ALL,
                                start,
                                start.plus(Duration.ofHours(1)),
                                0,
                                "no-exif in 10 % of the photos",
                                counts.size(),
                                200,
                                0.01,
                                issues,
                                List.of(
                                        new QualityReport.Contributor(
                                                Issue.NO_EXIF,
                                                Segment.parse("device=phone-<7>"),
                                                12,
                                                15)))));
    }

    private static DriftReport withExamples(DriftReport report, List<Features> photos) {
        if (report.verdict() != Verdict.DRIFT) {
            return report;
        }
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
                report.features(),
                report.classes(),
                report.outcomes(),
                report.accuracy(),
                photos.stream().limit(12).map(Features::id).toList());
    }

    private static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(Objects.requireNonNull(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
