package io.floracare.report;

import io.floracare.drift.AccuracyEstimate;
import io.floracare.drift.AccuracyReport;
import java.util.Arrays;
import java.util.List;

/** How often answers are right: expected without labels, and realised where there are labels. */
final class AccuracySection {
    private static final int LARGEST_MATRIX = 40;

    private AccuracySection() {}

    static void write(Html page, Charts charts, ModelSummary model) {
        AccuracyEstimate expected = model.detail().accuracy();
        if (expected == null && model.realised().isEmpty()) {
            return;
        }
        page.raw("<h2>How often answers are right</h2>");
        if (expected != null) {
            expected(page, charts, model, expected);
        }
        if (!model.realised().isEmpty()) {
            AccuracyReport latest = model.realised().getLast();
            realised(page, latest);
            matrix(page, latest);
        }
    }

    private static void expected(
            Html page, Charts charts, ModelSummary model, AccuracyEstimate expected) {
        Double estimate = expected.estimate();
        page.add(
                "<p>%s Of the baseline's own answers %s were right.%s</p>",
                estimate == null
                        ? "The model gave no answer that this could be said of."
                        : "By the model's confidence %s of %d answers should be right (95 %% interval %s)."
                                .formatted(
                                        Wording.percent(estimate),
                                        expected.answers(),
                                        Wording.range(expected.low(), expected.high())),
                Wording.percent(expected.reference()),
                expected.reliable()
                        ? ""
                        : " The photos that the model is unsure of, or finds no leaf on, have changed: do not rely on this figure.");
        page.raw(
                "<ul class=\"legend\"><li><i style=\"background:%s\"></i>expected, with its interval</li>%s<li><i style=\"background:%s;height:.2rem;vertical-align:4px\"></i>baseline</li></ul>"
                        .formatted(
                                Ink.SECOND.css(),
                                model.realised().isEmpty()
                                        ? ""
                                        : "<li><i style=\"background:%s\"></i>realised, of labelled photos</li>"
                                                .formatted(Ink.FOURTH.css()),
                                Ink.QUIET.css()));
        if (model.history().size() > 1) {
            page.raw(Timelines.accuracy(charts, model, expected.reference()));
        }
    }

    private static void realised(Html page, AccuracyReport report) {
        page.add("<h3>Labelled photos of %s</h3>", Wording.window(report.start(), report.end()));
        Double expected = report.expected();
        page.add(
                "<p>%s right of %d labelled answers chosen at random%s. The model abstained from %d more.</p>",
                share(report.accuracy()),
                report.accuracy().of(),
                expected == null
                        ? ""
                        : "; by their confidence it should be " + Wording.percent(expected),
                report.abstained());
        page.raw(
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr><th scope=\"col\">Class</th><th class=\"n\" scope=\"col\">Photos</th><th class=\"n\" scope=\"col\">Found (recall)</th><th class=\"n\" scope=\"col\">Right when said (precision)</th><th class=\"n\" scope=\"col\">F1</th></tr></thead><tbody>");
        for (AccuracyReport.OfClass one : report.classes()) {
            page.add(
                    "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
                    Wording.label(one.name()),
                    one.recall().of(),
                    share(one.recall()),
                    share(one.precision()),
                    share(one.f1()));
        }
        page.raw("</tbody></table></div>");
    }

    private static String share(AccuracyReport.Share share) {
        Double estimate = share.estimate();
        return estimate == null
                ? "–"
                : "%s (%s)"
                        .formatted(
                                Wording.percent(estimate),
                                Wording.range(share.low(), share.high()));
    }

    private static void matrix(Html page, AccuracyReport report) {
        List<AccuracyReport.Confusion> cells =
                report.confusion().stream()
                        .filter(cell ->
                                cell.truth() < report.labels().size()
                                        && cell.answer() < report.labels().size()
                                        && Math.min(cell.truth(), cell.answer()) >= 0)
                        .toList();
        int[] classes =
                cells.stream()
                        .flatMapToInt(
                                cell -> Arrays.stream(new int[] {cell.truth(), cell.answer()}))
                        .distinct()
                        .sorted()
                        .limit(LARGEST_MATRIX)
                        .toArray();
        if (classes.length == 0) {
            return;
        }
        page.raw(
                "<h3>What was taken for what</h3><p class=\"quiet\">A row for what the photos show, a column for what the model answered.</p><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table class=\"matrix\"><thead><tr><td></td>");
        for (int answer : classes) {
            page.add("<th scope=\"col\">%s</th>", Wording.label(report.labels().get(answer)));
        }
        page.raw("</tr></thead><tbody>");
        for (int truth : classes) {
            page.add("<tr><th scope=\"row\">%s</th>", Wording.label(report.labels().get(truth)));
            long row = photos(cells, truth, -1);
            for (int answer : classes) {
                cell(page, photos(cells, truth, answer), row, truth == answer);
            }
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>");
    }

    /** Photos of a class that were answered as another, as any when that is negative. */
    private static long photos(List<AccuracyReport.Confusion> cells, int truth, int answer) {
        return cells.stream()
                .filter(cell -> cell.truth() == truth && (answer < 0 || cell.answer() == answer))
                .mapToLong(AccuracyReport.Confusion::photos)
                .sum();
    }

    private static void cell(Html page, long photos, long row, boolean right) {
        if (photos == 0) {
            page.raw("<td></td>");
            return;
        }
        page.add(
                "<td style=\"background:color-mix(in srgb, %s %d%%, transparent)\">%d</td>",
                right ? "var(--good)" : "var(--alarm)",
                8 + 32 * photos / Math.max(1, row),
                photos);
    }
}
