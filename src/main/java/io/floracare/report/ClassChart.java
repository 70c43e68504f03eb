package io.floracare.report;

import io.floracare.drift.ShareVerdict;
import java.awt.BasicStroke;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** Shares of answers before and now, a pair of bars each. */
final class ClassChart {
    private static final int ROW = 30;
    private static final int LONGEST = 24;

    private ClassChart() {}

    static String svg(Charts charts, List<ShareVerdict> shares, String says) {
        StringBuilder both = new StringBuilder();
        for (int width : List.of(360, 900)) {
            both.append(
                    charts.svg(
                            plot(shares, width < 500 ? LONGEST : 60),
                            width,
                            40 + ROW * shares.size(),
                            says,
                            width < 500 ? "chart narrow" : "chart wide"));
        }
        return both.toString();
    }

    private static CategoryPlot plot(List<ShareVerdict> shares, int longest) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (ShareVerdict share : shares) {
            String name = shortened(Wording.label(share.name()), longest);
            data.addValue(100 * share.referenceShare(), "baseline", name);
            data.addValue(100 * share.share(), "window", name);
        }
        NumberAxis percent = new NumberAxis();
        percent.setNumberFormatOverride(
                new DecimalFormat("0.##' %'", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        Charts.quiet(percent);
        CategoryAxis names = new CategoryAxis();
        names.setTickLabelFont(Charts.SMALL);
        names.setTickLabelPaint(Ink.TEXT.color());
        names.setAxisLinePaint(Ink.GRID.color());
        names.setTickMarksVisible(false);
        names.setCategoryMargin(0.25);
        names.setMaximumCategoryLabelWidthRatio(longest > LONGEST ? 0.4f : 0.45f);
        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setItemMargin(0.05);
        bars.setSeriesPaint(0, Ink.REFERENCE.color());
        bars.setSeriesPaint(1, Ink.CURRENT.color());
        CategoryPlot plot = new CategoryPlot(data, names, percent, bars);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setRangeAxisLocation(org.jfree.chart.axis.AxisLocation.BOTTOM_OR_LEFT);
        return plot;
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
