package io.floracare.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/**
 * Draws charts as SVG that stands in a page. What many elements repeat is kept once, as rules of
 * the page's style sheet: a chart is then a quarter as long. Not thread-safe: each drawing has its
 * own number.
 */
final class Charts {
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private static final Pattern STYLE = Pattern.compile("style='([^']*)'");

    private final Map<String, String> rules = new LinkedHashMap<>();
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
        chart.setPadding(new RectangleInsets(2, 0, 0, 2));
        SVGGraphics2D graphics = new SVGGraphics2D(width, height);
        graphics.setGeomDoubleConverter(Charts::tenths);
        graphics.setTransformDoubleConverter(Charts::tenths);
        String prefix = "c" + drawn++ + "-";
        graphics.setDefsKeyPrefix(prefix);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        String element =
                graphics.getSVGElement(null, false, new ViewBox(0, 0, width, height), null, null);
        String attributes =
                "<svg class=\"%s\" role=\"img\" aria-label=\"%s\" "
                        .formatted(style, Html.escape(says));
        // The first clip is the whole drawing, and markup in HTML names no namespace.
        return shared(Ink.styled(element))
                .replaceAll(" xmlns(:\\w+)?='[^']*'", "")
                .replaceFirst("<svg ", Matcher.quoteReplacement(attributes))
                .replace(" clip-path='url(#" + prefix + "clip-0)'", "");
    }

    private String shared(String svg) {
        return STYLE.matcher(svg)
                .replaceAll(match ->
                        "class='"
                                + rules.computeIfAbsent(match.group(1), text -> "k" + rules.size())
                                + "'");
    }

    /** The rules that the drawings so far need. */
    String rules() {
        StringBuilder text = new StringBuilder();
        rules.forEach((style, name) ->
                text.append('.').append(name).append(" { ").append(style).append(" }\n"));
        return text.toString();
    }

    /** A tenth of a pixel is enough. */
    private static String tenths(double value) {
        long rounded = Math.round(value * 10);
        return rounded % 10 == 0 ? Long.toString(rounded / 10) : Double.toString(rounded / 10.0);
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
        axis.setTickLabelInsets(new RectangleInsets(3, 6, 3, 6));
        axis.setTickLabelPaint(Ink.QUIET.color());
        axis.setLabelFont(SMALL);
        axis.setLabelPaint(Ink.QUIET.color());
        axis.setAxisLinePaint(Ink.GRID.color());
        axis.setTickMarkPaint(Ink.GRID.color());
    }
}
