package io.floracare.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** Draws charts as SVG that stands in a page. Not thread-safe: each drawing has its own number. */
final class Charts {
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private int drawn;

    /**
     * The SVG of a plot.
     *
     * @param says what it shows, for people who do not see it; escaped
     * @param style class of the element
     */
    String svg(Plot plot, int width, int height, String says, String style) {
        JFreeChart chart = new JFreeChart(null, SMALL, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 0, 0, 4));
        SVGGraphics2D graphics = new SVGGraphics2D(width, height);
        graphics.setDefsKeyPrefix("c" + drawn++ + "-");
        draw(chart, graphics, width, height);
        String element =
                graphics.getSVGElement(
                        null, false, new ViewBox(0, 0, width, height), null, null);
        String label = Html.escape(says);
        return Ink.styled(element)
                .replaceFirst(
                        "<svg ",
                        java.util.regex.Matcher.quoteReplacement(
                                "<svg class=\"" + style + "\" role=\"img\" aria-label=\"" + label
                                        + "\" "))
                .replace("font-family: 'SansSerif'", "font-family: inherit")
                .replace("font-family:'SansSerif'", "font-family:inherit");
    }

    private static void draw(JFreeChart chart, Graphics2D graphics, int width, int height) {
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    }

    /** Takes away everything that is not needed to read a plot. */
    static void quiet(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        quiet(plot.getDomainAxis());
        quiet(plot.getRangeAxis());
    }

    static void quiet(ValueAxis axis) {
        axis.setTickLabelFont(SMALL);
        axis.setTickLabelPaint(Ink.QUIET.color());
        axis.setLabelFont(SMALL);
        axis.setLabelPaint(Ink.QUIET.color());
        axis.setAxisLinePaint(Ink.GRID.color());
        axis.setTickMarkPaint(Ink.GRID.color());
    }
}
