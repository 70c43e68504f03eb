package io.floracare.report;

import io.floracare.drift.DriftReport;
import io.floracare.drift.FeatureShape;
import io.floracare.drift.FeatureVerdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What changed most in the window that is shown in full, drawn and as a table. */
final class ChangesSection {
    /** Features drawn when fewer changed, for comparison. */
    private static final int USUAL = 6;

    private final Html page;
    private final Charts charts;
    private final DriftReport detail;
    private final List<FeatureVerdict> features;
    private final List<String> labels;
    private final int shapes;

    ChangesSection(Html page, Charts charts, DriftReport detail, List<String> labels, int shapes) {
        this.page = page;
        this.charts = charts;
        this.detail = detail;
        this.labels = labels;
        this.shapes = shapes;
        this.features =
                detail.features().stream()
                        .sorted(
                                Comparator.comparing(FeatureVerdict::drifted)
                                        .thenComparingDouble(FeatureVerdict::wasserstein)
                                        .reversed())
                        .toList();
    }

    void write() {
        if (features.isEmpty()) {
            return;
        }
        long changed = features.stream().filter(FeatureVerdict::drifted).count();
        page.raw("<h2>What changed most</h2>");
        page.add(
                "<p>%s, %d photos: %s</p>",
                Wording.window(detail.start(), detail.end()),
                detail.photos(),
                changed == 0
                        ? "none of %d features changed surely and by enough to matter."
                                .formatted(features.size())
                        : "%d of %d features changed surely and by enough to matter."
                                .formatted(changed, features.size()));
        page.raw(
                "<ul class=\"legend\"><li><i style=\"background:%s;opacity:.5\"></i>baseline</li><li><i style=\"background:%s\"></i>this window</li><li class=\"quiet\">the outermost steps gather what lies beyond</li></ul>"
                        .formatted(Ink.REFERENCE.css(), Ink.CURRENT.css()));
        page.raw("<div class=\"cards\">");
        List<FeatureVerdict> drawable = features.stream().filter(ModelSection::drawable).toList();
        drawable.stream().limit(Math.min(shapes, Math.max(changed, USUAL))).forEach(this::card);
        page.raw("</div>");
        table();
    }

    private void card(FeatureVerdict feature) {
        FeatureShape shape = feature.shape();
        if (shape == null) {
            return;
        }
        page.add(
                "<div class=\"card%s\"><h3>%s</h3><p class=\"quiet\">%s</p>",
                feature.drifted() ? " changed" : "",
                Wording.title(Wording.feature(feature.name(), labels)),
                Wording.move(feature));
        page.raw(
                ShapeChart.svg(
                        charts,
                        shape,
                        Wording.feature(feature.name(), labels) + ": " + Wording.move(feature)));
        page.raw("</div>");
    }

    private void table() {
        page.add("<details><summary>All %d features in figures</summary>", features.size());
        page.raw(
                """
                <div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th scope="col">Feature</th><th class="n" scope="col">Baseline</th>\
                <th class="n" scope="col">Window</th><th class="n" scope="col">Distance, σ</th><th class="n" scope="col">D</th>\
                <th class="n" scope="col">p, all tests</th><th class="n" scope="col">Photos as one</th></tr></thead><tbody>\
                """);
        for (FeatureVerdict feature : features) {
            page.raw(feature.drifted() ? "<tr class=\"changed\">" : "<tr>");
            page.add(
                    "<th scope=\"row\">%s</th><td class=\"n\">%s</td><td class=\"n\">%s</td>",
                    feature.name(),
                    Wording.number(feature.referenceMean()),
                    Wording.number(feature.mean()));
            page.add(
                    "<td class=\"n\">%.2f</td><td class=\"n\">%.3f</td><td class=\"n\">%s</td><td class=\"n\">%.1f</td></tr>",
                    feature.wasserstein(),
                    feature.distance(),
                    p(feature.adjusted()),
                    feature.designEffect());
        }
        page.raw("</tbody></table></div></details>");
    }

    static String p(double value) {
        return value < 0.0001
                ? String.format(Locale.ROOT, "%.0e", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
