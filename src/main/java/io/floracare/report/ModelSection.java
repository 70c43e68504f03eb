package io.floracare.report;

import io.floracare.drift.AccuracyEstimate;
import io.floracare.drift.AccuracyReport;
import io.floracare.drift.DriftReport;
import io.floracare.drift.FeatureShape;
import io.floracare.drift.FeatureVerdict;
import io.floracare.drift.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Everything of one model. */
final class ModelSection {
    private static final int LINES = 4;

    private final Html page;
    private final Charts charts;
    private final ModelSummary model;
    private final int shapes;

    /**
     * @param shapes how many features are drawn
     */
    ModelSection(Html page, Charts charts, ModelSummary model, int shapes) {
        this.page = page;
        this.charts = charts;
        this.model = model;
        this.shapes = shapes;
    }

    void write() {
        tiles();
        new ChangesSection(page, charts, model.detail(), labels(), shapes).write();
        timeline();
        SegmentSection.write(page, model.segments());
        ClassSection.write(page, charts, model.detail());
        AccuracySection.write(page, charts, model);
        examples();
    }

    /** The classes in index order, where labelled photos said them. */
    private List<String> labels() {
        return model.realised().isEmpty() ? List.of() : model.realised().getLast().labels();
    }

    private void tiles() {
        long tested =
                model.history().stream()
                        .filter(window -> window.verdict() != Verdict.INSUFFICIENT_DATA)
                        .count();
        long drifted =
                model.history().stream()
                        .filter(window -> window.verdict() == Verdict.DRIFT)
                        .count();
        page.raw("<ul class=\"tiles\">");
        tile(String.format(Locale.ROOT, "%,d", Summaries.photos(model)), "photos tested");
        tile(drifted + " of " + tested, "windows with a verdict differ");
        AccuracyEstimate expected = model.detail().accuracy();
        if (expected != null && expected.estimate() != null) {
            tile(
                    Wording.percent(expected.estimate()),
                    "of answers expected to be right (%s)%s"
                            .formatted(
                                    Wording.range(expected.low(), expected.high()),
                                    expected.reliable() ? "" : ", not reliable now"));
        }
        if (!model.realised().isEmpty()) {
            AccuracyReport.Share share = model.realised().getLast().accuracy();
            if (share.estimate() != null) {
                tile(
                        Wording.percent(share.estimate()),
                        "of %d labelled answers right (%s)"
                                .formatted(share.of(), Wording.range(share.low(), share.high())));
            }
        }
        tile(
                String.format(Locale.ROOT, "%,d", model.detail().referencePhotos()),
                "photos in the baseline");
        page.raw("</ul>");
    }

    private void tile(String figure, String what) {
        page.add("<li><b>%s</b><span class=\"quiet\">%s</span></li>", figure, what);
    }

    private void timeline() {
        boolean changed = model.detail().features().stream().anyMatch(FeatureVerdict::drifted);
        List<String> names =
                model.detail().features().stream()
                        .filter(feature -> feature.drifted() || !changed)
                        .sorted(
                                Comparator.comparing(FeatureVerdict::drifted)
                                        .thenComparingDouble(FeatureVerdict::wasserstein)
                                        .reversed())
                        .limit(LINES)
                        .map(FeatureVerdict::name)
                        .toList();
        if (names.isEmpty() || model.history().size() < 2) {
            return;
        }
        page.raw("<h2>Change over time</h2>");
        page.raw(
                "<p class=\"quiet\">How far each window's photos lie from the baseline, in standard"
                        + " deviations of the baseline. A gap is a window without a verdict.</p>");
        page.raw("<ul class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            page.raw(
                    "<li><i style=\"background:%s\"></i>%s</li>"
                            .formatted(
                                    TimeChart.LINES.get(i).css(),
                                    Html.escape(Wording.feature(names.get(i), labels()))));
        }
        page.raw("</ul>");
        page.raw(Timelines.changes(charts, model.history(), names));
        if (model.hopping().size() > 1) {
            page.add(
                    "<p class=\"quiet\">The same of %d windows at a time: a small change that lasts"
                            + " shows above the noise.</p>",
                    Hopping.length(model.history().size()));
            page.raw(Timelines.hopping(charts, model.hopping(), names));
        }
    }

    private void examples() {
        DriftReport detail = model.detail();
        if (detail.examples().isEmpty()) {
            return;
        }
        page.raw("<h2>Look at these photos</h2>");
        page.add(
                "<p class=\"quiet\">Ids of the photos of %s that are most typical of the change.</p>",
                Wording.window(detail.start(), detail.end()));
        page.raw("<ol class=\"ids\">");
        detail.examples().forEach(id -> page.add("<li>%s</li>", id));
        page.raw("</ol>");
    }

    /** A feature that can be drawn. */
    static boolean drawable(FeatureVerdict feature) {
        FeatureShape shape = feature.shape();
        return shape != null
                && !shape.cuts().isEmpty()
                && shape.current().stream().anyMatch(count -> count > 0);
    }
}
