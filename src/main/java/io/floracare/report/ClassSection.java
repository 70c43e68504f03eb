package io.floracare.report;

import io.floracare.drift.DriftReport;
import io.floracare.drift.ShareVerdict;
import java.util.Comparator;
import java.util.List;

/** What the model answered, before and now. */
final class ClassSection {
    private static final int BARS = 12;

    private ClassSection() {}

    static void write(Html page, Charts charts, DriftReport detail) {
        if (detail.classes().isEmpty()) {
            return;
        }
        page.raw("<h2>What the model answered</h2>");
        List<ShareVerdict> drawn =
                detail.classes().stream()
                        .sorted(
                                Comparator.comparing(ShareVerdict::drifted)
                                        .thenComparingDouble(share ->
                                                Math.max(share.share(), share.referenceShare()))
                                        .reversed())
                        .limit(BARS)
                        .toList();
        page.add(
                "<p class=\"quiet\">%s of %d classes, as shares of the answers of %s.</p>",
                drawn.size() < detail.classes().size()
                        ? "The most frequent " + drawn.size()
                        : "All",
                detail.classes().size(),
                Wording.window(detail.start(), detail.end()));
        page.raw(
                "<ul class=\"legend\"><li><i style=\"background:%s\"></i>baseline</li><li><i style=\"background:%s\"></i>this window</li></ul>"
                        .formatted(Ink.REFERENCE.css(), Ink.CURRENT.css()));
        page.raw(ClassChart.svg(charts, drawn, "shares of the classes before and now"));
        page.raw(
                "<table><thead><tr><th scope=\"col\">Outcome</th><th class=\"n\" scope=\"col\">Baseline</th><th class=\"n\" scope=\"col\">Window</th><th class=\"n\" scope=\"col\">p, all tests</th></tr></thead><tbody>");
        for (ShareVerdict outcome : detail.outcomes()) {
            page.raw(outcome.drifted() ? "<tr class=\"changed\">" : "<tr>");
            page.add(
                    "<th scope=\"row\">%s</th><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
                    outcome(outcome.name()),
                    Wording.percent(outcome.referenceShare()),
                    Wording.percent(outcome.share()),
                    ChangesSection.p(outcome.adjusted()));
        }
        page.raw("</tbody></table>");
    }

    private static String outcome(String name) {
        return switch (name) {
            case "answered" -> "Answered with a leaf's condition";
            case "uncertain" -> "Too unsure to answer";
            case "background" -> "No single leaf found";
            default -> name;
        };
    }
}
