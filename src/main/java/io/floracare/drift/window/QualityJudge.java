package io.floracare.drift.window;

import io.floracare.drift.AlertRule;
import io.floracare.drift.AlertState.Event;
import io.floracare.drift.AlertState.Reading;
import io.floracare.drift.AlertState.Step;
import io.floracare.drift.Detector;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftPolicy;
import io.floracare.drift.Issue;
import io.floracare.drift.QualityCounts;
import io.floracare.drift.QualityReport;
import io.floracare.drift.QualityReport.Contributor;
import io.floracare.drift.QualityTests;
import io.floracare.drift.QualityVerdict;
import io.floracare.drift.Segment;
import io.floracare.drift.WindowCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges the quality of a window's photos, and whether photos come at all. */
final class QualityJudge {
    private static final int NAMED = 5;

    private final Rules rules;
    private final QualityTests tests;
    private final Revisions revisions;
    private final AlertBook book;
    private final Verdicts verdicts;
    private final SilenceLog silence;

    QualityJudge(
            ByteStore store, Rules rules, Revisions revisions, AlertBook book, Verdicts verdicts) {
        this.rules = rules;
        this.tests = new QualityTests(rules.policy(), rules.accepted());
        this.revisions = revisions;
        this.book = book;
        this.verdicts = verdicts;
        this.silence = new SilenceLog(store, rules.timing());
    }

    boolean judge(long start, String stream, List<Part> parts) {
        Part.Quality first = (Part.Quality) parts.getFirst();
        QualityCounts sum = new QualityCounts();
        Map<Issue, Map<Segment, Contributor>> origins = new HashMap<>();
        long devices = 0;
        int segments = 1;
        for (Part part : parts) {
            if (part instanceof Part.Quality quality) {
                sum.merge(WindowCodec.decodeQuality(quality.counts()));
                devices += quality.devices();
                segments = Math.max(segments, quality.segments());
                quality.contributors()
                        .forEach(one ->
                                origins.computeIfAbsent(one.issue(), key -> new HashMap<>())
                                        .merge(one.origin(), one, QualityJudge::plus));
            }
        }
        long seen = devices;
        // Silence has half of this detector's part of the budget.
        double level =
                rules.policy()
                                .budget()
                                .alpha(rules.policy().window(), segments, DriftPolicy.DETECTORS, 1)
                        / 2;
        silence.heard(first.segment(), start, seen, level, this::heard);
        List<QualityVerdict> issues = tests.test(sum, seen, level);
        List<Contributor> ranked = ranked(issues, origins);
        QualityReport report =
                revisions.next(
                        start,
                        stream,
                        revision ->
                                new QualityReport(
                                        first.segment(),
                                        Instant.ofEpochMilli(start),
                                        Instant.ofEpochMilli(rules.timing().end(start)),
                                        revision,
                                        sentence(issues, ranked),
                                        sum.size(),
                                        seen,
                                        duplicates(sum),
                                        issues,
                                        ranked));
        if (report != null) {
            verdicts.quality(report);
            if (report.revision() == 0) {
                read(report, level);
            }
        }
        return true;
    }

    /**
     * The stream's time is past these windows: where photos used to come and none did is silence.
     */
    void pass(long now) {
        silence.pass(now, this::heard);
    }

    private void heard(Segment segment, long start, Reading reading) {
        alert(
                Detector.SILENCE,
                segment,
                start,
                reading,
                rules.silence(),
                "No photos came, where there used to be some at this hour of the week.",
                List.of());
    }

    private void read(QualityReport report, double level) {
        int tried = report.issues().size();
        boolean nearly =
                report.issues().stream().anyMatch(issue -> issue.p() * tried <= 10 * level);
        boolean enough = report.photos() >= rules.policy().minimumPhotos();
        Reading reading =
                report.raised()
                        ? Reading.BREACH
                        : nearly || !enough ? Reading.UNKNOWN : Reading.CLEAR;
        alert(
                Detector.QUALITY,
                report.segment(),
                report.start().toEpochMilli(),
                reading,
                rules.alert(),
                report.sentence(),
                report.issues().stream()
                        .filter(QualityVerdict::raised)
                        .map(issue -> issue.issue().wire())
                        .toList());
    }

    private void alert(
            Detector detector,
            Segment segment,
            long start,
            Reading reading,
            AlertRule rule,
            String sentence,
            List<String> changed) {
        String key = detector.wire() + "/" + segment;
        Instant end = Instant.ofEpochMilli(rules.timing().end(start));
        Step step = book.next(key, reading, end, rule);
        step.event()
                .ifPresent(event ->
                        verdicts.alert(
                                new DriftAlert(
                                        key,
                                        detector,
                                        event,
                                        null,
                                        segment,
                                        Objects.requireNonNullElse(step.fired(), end),
                                        event == Event.RESOLVED ? end : null,
                                        Instant.ofEpochMilli(start),
                                        AlertBook.sentence(event, sentence),
                                        changed)));
    }

    private static Contributor plus(Contributor a, Contributor b) {
        return new Contributor(a.issue(), a.origin(), a.photos() + b.photos(), a.sent() + b.sent());
    }

    /** Who sent most of each issue that not every photo may have. */
    private List<Contributor> ranked(
            List<QualityVerdict> issues, Map<Issue, Map<Segment, Contributor>> origins) {
        List<Contributor> ranked = new ArrayList<>();
        for (QualityVerdict issue : issues) {
            if (issue.expected() < 1) {
                ranked.addAll(
                        QualitySums.largest(
                                List.copyOf(origins.getOrDefault(issue.issue(), Map.of()).values()),
                                NAMED));
            }
        }
        return ranked;
    }

    private static String sentence(List<QualityVerdict> issues, List<Contributor> ranked) {
        String raised =
                issues.stream()
                        .filter(QualityVerdict::raised)
                        .map(issue ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.1f %% (accepted %.1f %%)",
                                        issue.issue().wire(),
                                        100 * issue.share(),
                                        100 * issue.expected()))
                        .collect(Collectors.joining(", "));
        if (raised.isEmpty()) {
            return "No quality issue is more frequent than is accepted.";
        }
        Issue worst =
                issues.stream().filter(QualityVerdict::raised).findFirst().orElseThrow().issue();
        String who =
                ranked.stream()
                        .filter(one -> one.issue() == worst)
                        .findFirst()
                        .map(one ->
                                "; most from %s (%d of its %d photos)"
                                        .formatted(one.origin(), one.photos(), one.sent()))
                        .orElse("");
        return "Too many photos are " + raised + who + ".";
    }

    private static @Nullable Double duplicates(QualityCounts counts) {
        double share = counts.duplicateShare();
        return Double.isNaN(share) ? null : share;
    }
}
