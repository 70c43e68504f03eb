package io.floracare.report;

import io.floracare.drift.AccuracyEstimate;
import io.floracare.drift.AccuracyReport;
import io.floracare.drift.QualityReport;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.NumberAxis;

/** Makes lines of windows. */
final class Timelines {
    private Timelines() {}

    /** The distance of some features from the baseline. */
    static String changes(Charts charts, List<WindowPoint> windows, List<String> names) {
        return changes(
                charts,
                names,
                name ->
                        windows.stream()
                                .map(window ->
                                        TimeChart.Point.of(
                                                middle(window.start(), window.end()),
                                                window.change().getOrDefault(name, Double.NaN)))
                                .toList(),
                "distance from the baseline over time");
    }

    /** As {@link #changes}, of windows taken together, at the end of each. */
    static String hopping(Charts charts, List<HoppingPoint> windows, List<String> names) {
        return changes(
                charts,
                names,
                name ->
                        windows.stream()
                                .map(window ->
                                        TimeChart.Point.of(
                                                window.end(),
                                                window.change().getOrDefault(name, Double.NaN)))
                                .toList(),
                "distance of windows taken together over time");
    }

    private static String changes(
            Charts charts,
            List<String> names,
            Function<String, List<TimeChart.Point>> points,
            String says) {
        List<TimeChart.Line> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            lines.add(new TimeChart.Line(points.apply(names.get(i)), TimeChart.LINES.get(i)));
        }
        return TimeChart.svg(charts, lines, plot -> axis("σ"), null, says);
    }

    /** Accuracy that is expected, and what came out where photos were labelled. */
    static String accuracy(Charts charts, ModelSummary model, double reference) {
        List<TimeChart.Point> expected = new ArrayList<>();
        for (WindowPoint window : model.history()) {
            AccuracyEstimate estimate = window.accuracy();
            Instant time = middle(window.start(), window.end());
            expected.add(
                    estimate == null || estimate.estimate() == null
                            ? TimeChart.Point.of(time, Double.NaN)
                            : new TimeChart.Point(
                                    time,
                                    100 * estimate.estimate(),
                                    100 * estimate.low(),
                                    100 * estimate.high()));
        }
        List<TimeChart.Line> lines = new ArrayList<>();
        lines.add(new TimeChart.Line(expected, Ink.SECOND));
        for (AccuracyReport report : model.realised()) {
            Double estimate = report.accuracy().estimate();
            if (estimate != null) {
                double low = 100 * report.accuracy().low();
                double high = 100 * report.accuracy().high();
                lines.add(
                        new TimeChart.Line(
                                List.of(
                                        new TimeChart.Point(
                                                report.start(), 100 * estimate, low, high),
                                        new TimeChart.Point(
                                                report.end(), 100 * estimate, low, high)),
                                Ink.FOURTH));
            }
        }
        return TimeChart.svg(
                charts,
                lines,
                plot -> axis("%"),
                100 * reference,
                "expected and realised accuracy over time");
    }

    /** Shares of photos with an issue. */
    static String quality(
            Charts charts,
            List<QualityReport> windows,
            List<ToDoubleFunction<QualityReport>> shares) {
        List<TimeChart.Line> lines = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            ToDoubleFunction<QualityReport> share = shares.get(i);
            lines.add(
                    new TimeChart.Line(
                            windows.stream()
                                    .map(window ->
                                            TimeChart.Point.of(
                                                    middle(window.start(), window.end()),
                                                    100 * share.applyAsDouble(window)))
                                    .toList(),
                            TimeChart.LINES.get(i)));
        }
        return TimeChart.svg(
                charts, lines, plot -> axis("%"), null, "photos with quality issues over time");
    }

    private static NumberAxis axis(String unit) {
        NumberAxis axis = new NumberAxis();
        axis.setAutoRangeIncludesZero(!unit.equals("%"));
        axis.setAutoRangeMinimumSize(unit.equals("%") ? 2 : 0.2);
        axis.setNumberFormatOverride(
                new DecimalFormat(
                        "0.##' " + unit + "'", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }

    private static Instant middle(Instant start, Instant end) {
        return start.plus(Duration.between(start, end).dividedBy(2));
    }
}
