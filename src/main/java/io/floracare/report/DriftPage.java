package io.floracare.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A drift report as one self-contained HTML page: no script, nothing loaded from elsewhere, below a
 * megabyte.
 */
public final class DriftPage {
    /** Features drawn, over all models: the rest is in the table. */
    private static final int SHAPES = 24;

    private static final int MODELS = 6;

    private DriftPage() {}

    /** The page's text, to be stored in UTF-8. */
    public static String of(DriftSummary summary) {
        Charts charts = new Charts();
        // Drawn first: the style sheet has the rules that the charts share.
        String body = body(summary, charts);
        Html page = new Html();
        page.raw(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <meta name="color-scheme" content="light dark">\
                """);
        page.add("<title>%s</title>", "Drift report: " + said(summary.outlook()));
        page.raw("<style>\n" + style() + charts.rules() + "</style>\n</head>");
        return page.raw("<body>\n" + body + "</body>\n</html>").toString();
    }

    private static String body(DriftSummary summary, Charts charts) {
        Html page = new Html();
        head(page, summary);
        page.raw("<main>");
        int models = Math.min(MODELS, summary.models().size());
        for (ModelSummary model : summary.models().subList(0, models)) {
            if (summary.models().size() > 1) {
                page.add("<h2>%s</h2>", Wording.name(model.model()));
                verdict(page, model.outlook(), model.verdict());
            }
            new ModelSection(page, charts, model, SHAPES / models).write();
        }
        if (summary.models().size() > models) {
            page.add(
                    "<p>%d more models answered; their reports are on the topic.</p>",
                    summary.models().size() - models);
        }
        QualitySection.write(page, charts, summary.quality());
        AlertsSection.write(page, summary.alerts());
        Explanation.write(page);
        page.raw("</main>");
        page.add(
                "<footer class=\"quiet\">Made by FloraCare at %s. Times are event times.</footer>",
                Wording.time(summary.generated()));
        return page.toString();
    }

    private static void head(Html page, DriftSummary summary) {
        page.raw("<header class=\"top\">");
        page.add("<h1>%s</h1>", "Drift report");
        String models =
                switch (summary.models().size()) {
                    case 0 -> "";
                    case 1 -> Wording.name(summary.models().getFirst().model()) + ", ";
                    default -> summary.models().size() + " models, ";
                };
        page.add(
                "<p class=\"quiet\">%s%s to %s</p>",
                models, Wording.time(summary.from()), Wording.time(summary.to()));
        if (summary.models().size() < 2) {
            verdict(page, summary.outlook(), summary.verdict());
        }
        page.raw("</header>");
    }

    private static void verdict(Html page, Outlook outlook, String sentence) {
        page.add(
                "<p class=\"verdict %s\"><strong>%s</strong>%s</p>",
                outlook.wire(), said(outlook), sentence);
    }

    static String said(Outlook outlook) {
        return switch (outlook) {
            case DRIFT -> "Drift";
            case RECOVERED -> "Drift, now over";
            case STABLE -> "No drift";
            case INSUFFICIENT_DATA -> "Not enough data";
        };
    }

    private static String style() {
        try (InputStream css = DriftPage.class.getResourceAsStream("/report/page.css")) {
            return new String(
                    Objects.requireNonNull(css, "the style sheet is in the jar").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
