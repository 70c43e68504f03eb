package io.floracare.report;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
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
     * @param points in the order of time; a point without a value breaks the line and its band
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
        DeviationRenderer renderer = new Bands(data);
        renderer.setAlpha(0.18f);
        for (Line line : lines) {
            for (List<Point> piece : pieces(line.points())) {
                int index = data.getSeriesCount();
                YIntervalSeries series = new YIntervalSeries(index, true, true);
                piece.forEach(point ->
                        series.add(
                                point.time().toEpochMilli(),
                                point.value(),
                                point.low(),
                                point.high()));
                data.addSeries(series);
                renderer.setSeriesPaint(index, line.ink().color());
                renderer.setSeriesFillPaint(index, line.ink().color());
                renderer.setSeriesStroke(index, new BasicStroke(2, 1, 1));
                renderer.setSeriesShape(index, new Ellipse2D.Double(-3, -3, 6, 6));
            }
        }
        DateAxis time = new DateAxis(null, TimeZone.getTimeZone("UTC"), Locale.ENGLISH);
        time.setLowerMargin(0.06);
        time.setUpperMargin(0.08); // Room for the last label.
        return new XYPlot(data, time, new NumberAxis(), renderer);
    }

    /** The stretches between gaps. */
    private static List<List<Point>> pieces(List<Point> points) {
        List<List<Point>> pieces = new ArrayList<>();
        boolean open = false;
        for (Point point : points) {
            if (Double.isNaN(point.value())) {
                open = false;
                continue;
            }
            if (!open) {
                pieces.add(new ArrayList<>());
                open = true;
            }
            pieces.getLast().add(point);
        }
        return pieces;
    }

    /** Marks a point only where no line would show it. */
    private static final class Bands extends DeviationRenderer {
        @Serial private static final long serialVersionUID = 1L;

        private final transient YIntervalSeriesCollection data;

        Bands(YIntervalSeriesCollection data) {
            super(true, true);
            this.data = data;
        }

        @Override
        public boolean getItemShapeVisible(int series, int item) {
            return data.getItemCount(series) == 1;
        }
    }
}
