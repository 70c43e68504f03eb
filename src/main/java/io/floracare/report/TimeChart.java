package io.floracare.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.jspecify.annotations.Nullable;

/** Lines over time, each with a band where its values are uncertain. */
final class TimeChart {
    static final List<Ink> LINES = List.of(Ink.CURRENT, Ink.SECOND, Ink.THIRD, Ink.FOURTH);

    private static final int HEIGHT = 230;
    private static final List<Integer> WIDTHS = List.of(360, 900);

    private TimeChart() {}

    /**
     * A line.
     *
     * @param points in the order of time; a point without a value breaks the line
     * @param ink its colour
     */
    record Line(List<Point> points, Ink ink) {}

    /**
     * A point.
     *
     * @param time in the middle of its window
     * @param value NaN for none
     * @param low lower end of what it may be
     * @param high upper end
     */
    record Point(Instant time, double value, double low, double high) {
        static Point of(Instant time, double value) {
            return new Point(time, value, value, value);
        }
    }

    /**
     * The chart for a narrow and for a wide page; the style sheet shows one of them.
     *
     * @param axis makes the axis of the values
     * @param level of a quiet line across; null for none
     */
    static String svg(
            Charts charts,
            List<Line> lines,
            Function<XYPlot, NumberAxis> axis,
            @Nullable Double level,
            String says) {
        StringBuilder both = new StringBuilder();
        for (int width : WIDTHS) {
            XYPlot plot = plot(lines);
            plot.setRangeAxis(axis.apply(plot));
            Charts.quiet(plot);
            if (level != null) {
                ValueMarker marker =
                        new ValueMarker(
                                level, Ink.QUIET.color(), new BasicStroke(1, 0, 0, 1, dashes(), 0));
                plot.addRangeMarker(marker);
            }
            both.append(
                    charts.svg(
                            plot,
                            width,
                            HEIGHT,
                            says,
                            width == WIDTHS.getFirst() ? "chart narrow" : "chart wide"));
        }
        return both.toString();
    }

    private static float[] dashes() {
        return new float[] {4, 4};
    }

    private static XYPlot plot(List<Line> lines) {
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        DeviationRenderer renderer = new DeviationRenderer(true, true);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            YIntervalSeries series = new YIntervalSeries(i, true, true);
            for (Point point : line.points()) {
                series.add(
                        Date.from(point.time()).getTime(), point.value(), point.low(), point.high());
            }
            data.addSeries(series);
            Color color = line.ink().color();
            renderer.setSeriesPaint(i, color);
            renderer.setSeriesFillPaint(i, color);
            renderer.setSeriesStroke(i, new BasicStroke(2, 1, 1));
            renderer.setSeriesShape(i, new java.awt.geom.Ellipse2D.Double(-2.5, -2.5, 5, 5));
        }
        renderer.setAlpha(0.18f);
        DateAxis time = new DateAxis(null, TimeZone.getTimeZone("UTC"), Locale.ENGLISH);
        return new XYPlot(data, time, new NumberAxis(), renderer);
    }
}
