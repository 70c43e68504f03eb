package io.floracare.report;

import io.floracare.drift.FeatureShape;
import java.awt.BasicStroke;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Two distributions of one feature over each other. */
final class ShapeChart {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 150;

    private ShapeChart() {}

    static String svg(Charts charts, FeatureShape shape, String says) {
        ShapeBins bins = ShapeBins.of(shape);
        NumberAxis values = new NumberAxis();
        values.setAutoRangeIncludesZero(false);
        double end = bins.from() + bins.width() * bins.reference().length;
        // Room for the first and the last label.
        double room = (end - bins.from()) * 0.04;
        values.setRange(bins.from() - room, end + room);
        NumberAxis shares = new NumberAxis();
        shares.setVisible(false);
        XYPlot plot = new XYPlot(outline(bins, bins.reference()), values, shares, area());
        plot.setDataset(1, outline(bins, bins.current()));
        plot.setRenderer(1, line());
        Charts.quiet(plot);
        plot.setRangeGridlinesVisible(false);
        return charts.svg(plot, WIDTH, HEIGHT, says, "chart");
    }

    private static XYAreaRenderer area() {
        XYAreaRenderer area = new XYAreaRenderer(XYAreaRenderer.AREA);
        area.setSeriesPaint(0, Ink.REFERENCE.color(150));
        area.setOutline(false);
        return area;
    }

    private static XYLineAndShapeRenderer line() {
        XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
        line.setDrawSeriesLineAsPath(true);
        line.setSeriesPaint(0, Ink.CURRENT.color());
        line.setSeriesStroke(0, new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        return line;
    }

    /** The corners of the steps; joined by lines. */
    private static XYSeriesCollection outline(ShapeBins bins, double[] shares) {
        XYSeries series = new XYSeries("", false, true);
        series.add(bins.from(), 0);
        for (int bin = 0; bin < shares.length; bin++) {
            series.add(bins.from() + bin * bins.width(), shares[bin]);
            series.add(bins.from() + (bin + 1) * bins.width(), shares[bin]);
        }
        series.add(bins.from() + shares.length * bins.width(), 0);
        return new XYSeriesCollection(series);
    }
}
