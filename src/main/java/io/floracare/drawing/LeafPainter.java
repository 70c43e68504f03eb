package io.floracare.drawing;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Paints a leaf's blade, veins and lesions on a transparent layer. */
final class LeafPainter {
    private static final Rgb SPRING = new Rgb(112, 158, 62);
    private static final Rgb SUMMER = new Rgb(46, 98, 42);
    private static final Rgb BLUISH = new Rgb(66, 110, 78);
    private static final Rgb VEIN = new Rgb(190, 206, 132);

    private LeafPainter() {}

    static void paint(
            BufferedImage layer,
            Anatomy leaf,
            double length,
            Disease disease,
            SplittableRandom random) {
        Rgb green = SUMMER.mix(SPRING, random.nextDouble()).mix(BLUISH, random.nextDouble(0.45));
        Graphics2D g = Canvas.graphics(layer);
        g.setColor(green.mix(VEIN, 0.25).color(1));
        g.setStroke(stroke(length * 0.024));
        g.draw(leaf.stalk());
        g.setColor(green.color(1));
        g.fill(leaf.outline());
        g.setComposite(AlphaComposite.SrcAtop);
        g.setStroke(stroke(length * 0.03));
        g.setColor(green.times(0.6).color(0.22));
        g.draw(leaf.outline());
        g.setStroke(stroke(length * 0.01));
        g.setColor(green.times(0.5).color(0.4));
        g.draw(leaf.outline());
        veins(g, leaf, length, green, random.nextDouble(0.45, 0.8));
        disease.paint(g, leaf.outline(), length, random);
        g.dispose();
    }

    /** Each vein has a dark flank, which makes it stand out of the blade. */
    private static void veins(
            Graphics2D g, Anatomy leaf, double length, Rgb green, double strength) {
        for (Anatomy.Vein vein : merged(leaf.veins())) {
            double width = Math.max(vein.width(), 0.6);
            g.translate(length * 0.005, length * 0.005);
            g.setStroke(stroke(width * 2.2));
            g.setColor(green.times(0.5).color(0.3));
            g.draw(vein.path());
            g.translate(-length * 0.005, -length * 0.005);
            g.setStroke(stroke(width));
            g.setColor(green.mix(VEIN, 0.75).color(strength));
            g.draw(vein.path());
        }
    }

    /** One path for neighbours of about one width: a stroke costs more than its length. */
    private static List<Anatomy.Vein> merged(List<Anatomy.Vein> veins) {
        List<Anatomy.Vein> merged = new ArrayList<>();
        for (Anatomy.Vein vein : veins) {
            if (!merged.isEmpty()
                    && vein.width() > 0.7 * merged.getLast().width()
                    && vein.width() < 1.4 * merged.getLast().width()) {
                merged.getLast().path().append(vein.path(), false);
            } else {
                merged.add(new Anatomy.Vein(new Path2D.Float(vein.path()), vein.width()));
            }
        }
        return merged;
    }

    private static BasicStroke stroke(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
}
