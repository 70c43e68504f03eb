package io.floracare.evaluate;

import io.floracare.report.Html;
import java.util.List;
import java.util.Map;

/** An evaluation as one self-contained HTML page: no script, nothing loaded from elsewhere. */
public final class EvaluationPage {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>%s</title>
            <style>
            :root { color-scheme: light; }
            body { font: 16px/1.5 system-ui, sans-serif; color: #1b2a1f; background: #fff; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
            table { border-collapse: collapse; margin: 0.5rem 0 2rem; }
            th, td { padding: 0.25rem 0.75rem; text-align: left; border-bottom: 1px solid #d5ddd7; font-variant-numeric: tabular-nums; }
            td.n { text-align: right; }
            .wide { overflow-x: auto; }
            .matrix th, .matrix td { padding: 0.15rem; border: 1px solid #e4e9e5; font-size: 0.7rem; text-align: center; min-width: 1.6rem; }
            .matrix th[scope=row] { text-align: right; white-space: nowrap; padding-right: 0.5rem; }
            .matrix thead th { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; text-align: left; vertical-align: bottom; padding: 0.5rem 0.15rem; }
            </style>
            </head>
            <body>
            """;

    private EvaluationPage() {}

    /** The page's text, to be stored in UTF-8. */
    public static String of(Evaluation evaluation) {
        var model = evaluation.model();
        String title = "Evaluation of %s %s".formatted(model.name(), model.version());
        Html page = new Html();
        page.add(HEAD, title);
        page.add("<h1>%s</h1>", title);
        page.add(
                "<p>Variant %s, manifest <code>%s</code>, on %d photos. Ranges are 95 %% Wilson intervals.</p>",
                model.variant(), model.sha256(), evaluation.photos());
        summary(page, evaluation);
        boolean known = evaluation.accuracy().trials() > 0;
        if (known) {
            classes(page, evaluation.classes());
            mistakes(page, "Mistakes", evaluation.confusions());
        }
        if (!evaluation.unknownClasses().isEmpty()) {
            mistakes(page, "Leaves of unknown classes", evaluation.unknownTakenFor());
        }
        if (known) {
            calibration(page, evaluation.calibration());
            matrix(page, evaluation);
        }
        return page.add("</body>").add("</html>").toString();
    }

    private static void summary(Html page, Evaluation evaluation) {
        page.add("<table>").add("<tbody>");
        row(page, "Accuracy", share(evaluation.accuracy()));
        row(page, "Macro F1", EvaluationText.percent(evaluation.macroF1()));
        row(
                page,
                "Expected calibration error",
                EvaluationText.percent(evaluation.calibration().expectedError()));
        row(page, "Sure of", share(evaluation.coverage()));
        row(page, "Right when sure", share(evaluation.accuracyWhenSure()));
        if (!evaluation.unknownClasses().isEmpty()) {
            row(page, "Unknown classes held back", share(evaluation.heldBack()));
            row(
                    page,
                    "Held back, or told that there is no single leaf",
                    share(evaluation.givenNoClass()));
        }
        for (Map.Entry<String, Integer> unknown : evaluation.unknownClasses().entrySet()) {
            row(page, "Photos of the unknown class " + unknown.getKey(), "" + unknown.getValue());
        }
        for (Map.Entry<String, Integer> refused : evaluation.unreadable().entrySet()) {
            row(page, "Without an answer: " + refused.getKey(), "" + refused.getValue());
        }
        page.add("</tbody>").add("</table>");
    }

    private static void row(Html page, String name, String value) {
        page.add("<tr><th scope=\"row\">%s</th><td>%s</td></tr>", name, value);
    }

    private static void classes(Html page, List<Evaluation.ClassScore> classes) {
        page.add("<h2>Classes</h2>").add("<div class=\"wide\">").add("<table>");
        page.add(
                "<thead><tr><th scope=\"col\">Class</th><th scope=\"col\">Photos</th><th scope=\"col\">Recall</th><th scope=\"col\">Precision</th><th scope=\"col\">F1</th></tr></thead>");
        page.add("<tbody>");
        for (Evaluation.ClassScore score : classes) {
            page.add(
                    "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                    score.name(),
                    score.recall().trials(),
                    EvaluationText.range(score.recall()),
                    EvaluationText.range(score.precision()),
                    EvaluationText.percent(score.f1()));
        }
        page.add("</tbody>").add("</table>").add("</div>");
    }

    private static void mistakes(Html page, String title, List<Evaluation.Confusion> confusions) {
        page.add("<h2>%s</h2>", title);
        if (confusions.isEmpty()) {
            page.add("<p>None.</p>");
            return;
        }
        page.add("<table>");
        page.add(
                "<thead><tr><th scope=\"col\">Photos</th><th scope=\"col\">Of</th><th scope=\"col\">Taken for</th></tr></thead>");
        page.add("<tbody>");
        for (Evaluation.Confusion each : confusions) {
            page.add(
                    "<tr><td class=\"n\">%d</td><td>%s</td><td>%s</td></tr>",
                    each.count(), each.actual(), each.predicted());
        }
        page.add("</tbody>").add("</table>");
    }

    private static void calibration(Html page, Calibration calibration) {
        page.add("<h2>Calibration</h2>").add("<table>");
        page.add(
                "<thead><tr><th scope=\"col\">Answers</th><th scope=\"col\">Mean confidence</th><th scope=\"col\">Right</th></tr></thead>");
        page.add("<tbody>");
        for (Calibration.Bin bin : calibration.bins()) {
            if (bin.answers() > 0) {
                page.add(
                        "<tr><td class=\"n\">%d</td><td>%s</td><td>%s</td></tr>",
                        bin.answers(),
                        EvaluationText.percent(bin.confidence()),
                        EvaluationText.percent(bin.accuracy()));
            }
        }
        page.add("</tbody>").add("</table>");
    }

    private static void matrix(Html page, Evaluation evaluation) {
        List<Evaluation.ClassScore> classes = evaluation.classes();
        page.add("<h2>Confusion matrix</h2>");
        page.add("<p>Rows are what the photos show, columns what the model says.</p>");
        page.add("<div class=\"wide\">")
                .add("<table class=\"matrix\">")
                .add("<thead><tr><td></td>");
        classes.forEach(score -> page.add("<th scope=\"col\">%s</th>", score.name()));
        page.add("</tr></thead>").add("<tbody>");
        for (int actual = 0; actual < classes.size(); actual++) {
            List<Integer> row = evaluation.matrix().get(actual);
            long photos = Math.max(1, classes.get(actual).recall().trials());
            page.add("<tr><th scope=\"row\">%s</th>", classes.get(actual).name());
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                cell(page, row.get(predicted), photos, actual == predicted);
            }
            page.add("</tr>");
        }
        page.add("</tbody>").add("</table>").add("</div>");
    }

    /** Green for right and red for wrong answers, stronger for a larger share of the row. */
    private static void cell(Html page, int count, long photos, boolean right) {
        if (count == 0) {
            page.add("<td></td>");
            return;
        }
        double lightness = 92 - 32.0 * count / photos;
        page.add(
                "<td style=\"background:hsl(%d 60%% %.0f%%)\">%d</td>",
                right ? 130 : 5, lightness, count);
    }

    private static String share(Proportion share) {
        return share.trials() == 0
                ? "–"
                : "%s, %d of %d"
                        .formatted(EvaluationText.range(share), share.successes(), share.trials());
    }
}
