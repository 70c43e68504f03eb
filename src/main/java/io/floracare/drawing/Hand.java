package io.floracare.drawing;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** Fingers behind a leaf and a thumb over its stalk. */
final class Hand {
    private static final int SHADES = 6;

    private final AffineTransform place;
    private final double length;
    private final Rgb skin;
    private final double[] bends = new double[4];

    /**
     * @param place from leaf units to pixels
     * @param length of the leaf in pixels
     */
    Hand(AffineTransform place, double length, SplittableRandom random) {
        this.place = place;
        this.length = length;
        Rgb light = new Rgb(226, 178, 148);
        Rgb dark = new Rgb(112, 72, 50);
        this.skin = light.mix(dark, random.nextDouble());
        for (int i = 0; i < bends.length; i++) {
            bends[i] = random.nextDouble(-0.04, 0.04);
        }
    }

    void paintFingers(Graphics2D g) {
        for (int finger = 0; finger < 3; finger++) {
            double spread = (finger - 1) * 0.21;
            Path2D path = new Path2D.Double();
            path.moveTo(0.12 + spread * 1.6, 0.9);
            path.quadTo(
                    0.05 + spread * 1.2 + bends[finger],
                    0.3,
                    spread + bends[finger],
                    -0.14 + Math.abs(finger - 1) * 0.08);
            limb(g, path, 0.17);
        }
    }

    void paintThumb(Graphics2D g) {
        Path2D path = new Path2D.Double();
        path.moveTo(-0.55, 0.75);
        path.quadTo(-0.3, 0.25 + bends[3], -0.03, 0.02);
        limb(g, path, 0.19);
        Graphics2D nail = (Graphics2D) g.create();
        nail.transform(place);
        nail.translate(-0.045, 0.03);
        nail.rotate(0.75);
        nail.setColor(skin.mix(new Rgb(244, 206, 198), 0.6).color(0.85));
        nail.fill(new Ellipse2D.Double(-0.045, -0.062, 0.09, 0.115));
        nail.setColor(new Rgb(255, 246, 240).color(0.35));
        nail.fill(new Ellipse2D.Double(-0.02, -0.055, 0.03, 0.07));
        nail.dispose();
    }

    /** Ever narrower and lighter strokes make a round limb. */
    private void limb(Graphics2D g, Path2D path, double width) {
        Path2D placed = new Path2D.Double(path, place);
        for (int shade = 0; shade < SHADES; shade++) {
            double inner = (double) shade / SHADES;
            double thickness = width * length * (1 - 0.75 * inner);
            g.setStroke(
                    new BasicStroke(
                            (float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.setColor(skin.times(0.62 + 0.46 * Math.sqrt(inner)).color(shade == 0 ? 1 : 0.6));
            g.draw(placed);
        }
    }
}
