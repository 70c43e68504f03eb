package io.floracare.report;

import io.floracare.drift.Issue;
import io.floracare.drift.QualityReport;
import io.floracare.drift.QualityVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What was wrong with photos, and who sent them. */
final class QualitySection {
    private static final int LINES = 4;
    private static final int SENDERS = 12;

    private QualitySection() {}

    static void write(Html page, Charts charts, List<QualityReport> windows) {
        if (windows.isEmpty()) {
            return;
        }
        page.raw("<h2>Quality of the photos</h2>");
        QualityReport shown =
                windows.stream()
                        .filter(QualityReport::raised)
                        .reduce((first, second) -> second)
                        .orElse(windows.getLast());
        page.add("<p>%s: %s</p>", Wording.window(shown.start(), shown.end()), shown.sentence());
        if (shown.issues().stream().anyMatch(issue -> issue.photos() > 0)) {
            table(page, shown);
        }
        Map<String, ToDoubleFunction<QualityReport>> lines = lines(windows);
        if (windows.size() > 1 && !lines.isEmpty()) {
            page.raw("<ul class=\"legend\">");
            int i = 0;
            for (String name : lines.keySet()) {
                page.raw(
                        "<li><i style=\"background:%s\"></i>%s</li>"
                                .formatted(TimeChart.LINES.get(i++).css(), Html.escape(name)));
            }
            page.raw("</ul>");
            page.raw(Timelines.quality(charts, windows, new ArrayList<>(lines.values())));
        }
        senders(page, shown);
    }

    private static void table(Html page, QualityReport shown) {
        page.raw(
                "<table><thead><tr><th scope=\"col\">Issue</th><th class=\"n\" scope=\"col\">Photos</th><th class=\"n\" scope=\"col\">Share</th><th class=\"n\" scope=\"col\">Accepted</th></tr></thead><tbody>");
        shown.issues().stream()
                .filter(issue -> issue.photos() > 0)
                .sorted(
                        Comparator.comparing(QualityVerdict::raised)
                                .thenComparingDouble(QualityVerdict::share)
                                .reversed())
                .forEach(issue -> {
                    page.raw(issue.raised() ? "<tr class=\"changed\">" : "<tr>");
                    page.add(
                            "<th scope=\"row\">%s</th><td class=\"n\">%d</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
                            named(issue.issue()),
                            issue.photos(),
                            Wording.percent(issue.share()),
                            Wording.percent(issue.expected()));
                });
        Double duplicates = shown.duplicates();
        if (duplicates != null) {
            page.add(
                    "<tr><th scope=\"row\">looks like another photo of the window</th><td class=\"n\"></td><td class=\"n\">%s</td><td class=\"n\"></td></tr>",
                    Wording.percent(duplicates));
        }
        page.raw("</tbody></table>");
    }

    /** The issues that photos had, the most frequent first. */
    private static Map<String, ToDoubleFunction<QualityReport>> lines(List<QualityReport> windows) {
        Map<Issue, Double> highest = new TreeMap<>();
        for (QualityReport window : windows) {
            for (QualityVerdict issue : window.issues()) {
                // What every photo may have is no issue.
                if (issue.expected() >= 1) {
                    continue;
                }
                highest.merge(issue.issue(), issue.share(), Math::max);
            }
        }
        Map<String, ToDoubleFunction<QualityReport>> lines = new java.util.LinkedHashMap<>();
        highest.entrySet().stream()
                .filter(issue -> issue.getValue() > 0)
                .sorted(Map.Entry.<Issue, Double>comparingByValue().reversed())
                .limit(LINES)
                .forEach(issue -> lines.put(named(issue.getKey()), share(issue.getKey())));
        return lines;
    }

    private static ToDoubleFunction<QualityReport> share(Issue issue) {
        return window ->
                window.issues().stream()
                        .filter(verdict -> verdict.issue() == issue)
                        .mapToDouble(QualityVerdict::share)
                        .findFirst()
                        .orElse(Double.NaN);
    }

    private static void senders(Html page, QualityReport shown) {
        if (shown.contributors().isEmpty()) {
            return;
        }
        page.raw(
                "<h3>Who sent them</h3><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr><th scope=\"col\">From</th><th scope=\"col\">Issue</th><th class=\"n\" scope=\"col\">Photos with it</th><th class=\"n\" scope=\"col\">Of</th></tr></thead><tbody>");
        shown.contributors().stream()
                .limit(SENDERS)
                .forEach(each ->
                        page.add(
                                "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"n\">%d</td><td class=\"n\">%d</td></tr>",
                                SegmentSection.named(each.origin()),
                                named(each.issue()),
                                each.photos(),
                                each.sent()));
        page.raw("</tbody></table></div>");
    }

    private static String named(Issue issue) {
        return issue.wire().equals("no-exif") ? "no EXIF data" : issue.wire().replace('-', ' ');
    }
}
