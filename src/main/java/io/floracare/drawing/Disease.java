package io.floracare.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Kinds of damage. {@code MOSAIC} and {@code POWDERY} are matters of the tissue, see {@link
 * Tissue}.
 */
enum Disease {
    HEALTHY,
    /** Small dark spots with a yellow halo. */
    SPOTS,
    /** A few large lesions of rings. */
    RINGS,
    /** Brown patches that come in from the margin. */
    BLIGHT,
    /** Many orange dots. */
    RUST,
    /** Light and dark green patches. */
    MOSAIC,
    /** White bloom. */
    POWDERY;

    private static final Rgb HALO = new Rgb(206, 196, 72);
    private static final Rgb BROWN = new Rgb(104, 68, 36);
    private static final Rgb DARK = new Rgb(58, 38, 24);
    private static final Rgb TAN = new Rgb(170, 136, 92);
    private static final Rgb ORANGE = new Rgb(190, 98, 28);

    /**
     * Draws lesions where there is leaf already.
     *
     * @param size length of the leaf in pixels
     */
    void paint(Graphics2D g, Path2D outline, double size, SplittableRandom random) {
        switch (this) {
            case SPOTS -> {
                for (int i = random.nextInt(10, 36); i > 0; i--) {
                    spot(
                            g,
                            inside(outline, random),
                            size * random.nextDouble(0.007, 0.022),
                            random);
                }
            }
            case RINGS -> {
                for (int i = random.nextInt(3, 8); i > 0; i--) {
                    rings(
                            g,
                            inside(outline, random),
                            size * random.nextDouble(0.025, 0.065),
                            random);
                }
            }
            case BLIGHT -> {
                List<Point2D> margin = margin(outline);
                for (int i = random.nextInt(2, 6); i > 0; i--) {
                    Point2D at = margin.get(random.nextInt(margin.size()));
                    blight(g, at, size * random.nextDouble(0.07, 0.17), random);
                }
            }
            case RUST -> {
                for (int i = random.nextInt(60, 130); i > 0; i--) {
                    rust(
                            g,
                            inside(outline, random),
                            size * random.nextDouble(0.003, 0.008),
                            random);
                }
            }
            case HEALTHY, MOSAIC, POWDERY -> {}
        }
    }

    private static void spot(Graphics2D g, Point2D at, double radius, SplittableRandom random) {
        Blob blob = new Blob(random, at.getX(), at.getY(), radius, 0.45);
        fill(g, blob.path(2.3), HALO, 0.18);
        fill(g, blob.path(1.6), HALO, 0.35);
        fill(g, blob.path(1), DARK.mix(BROWN, random.nextDouble()), 0.92);
        fill(g, blob.path(0.5), TAN, random.nextDouble(0.15, 0.7));
    }

    private static void rings(Graphics2D g, Point2D at, double radius, SplittableRandom random) {
        Blob blob = new Blob(random, at.getX(), at.getY(), radius, 0.35);
        fill(g, blob.path(1.9), HALO, 0.2);
        fill(g, blob.path(1.4), HALO, 0.4);
        fill(g, blob.path(1.06), DARK, 0.8);
        int rings = 4;
        for (int ring = 0; ring < rings; ring++) {
            double outer = 1 - (double) ring / rings;
            fill(g, blob.path(outer), ring % 2 == 0 ? BROWN.mix(TAN, 0.35) : BROWN, 0.9);
            fill(g, blob.path(outer - 0.16), BROWN.mix(DARK, 0.35), 0.75);
        }
        fill(g, blob.path(0.14), TAN, 0.8);
    }

    private static void blight(Graphics2D g, Point2D at, double radius, SplittableRandom random) {
        Blob blob = new Blob(random, at.getX(), at.getY(), radius, 0.8);
        fill(g, blob.path(1.38), HALO, 0.22);
        fill(g, blob.path(1.2), HALO.mix(BROWN, 0.35), 0.4);
        fill(g, blob.path(1.06), DARK, 0.55);
        fill(g, blob.path(1), BROWN, 0.9);
        fill(g, blob.path(0.8), BROWN.mix(TAN, 0.45), 0.6);
        fill(g, blob.path(0.5), BROWN.mix(TAN, 0.8), 0.5);
    }

    private static void rust(Graphics2D g, Point2D at, double radius, SplittableRandom random) {
        Blob blob = new Blob(random, at.getX(), at.getY(), radius, 0.2);
        fill(g, blob.path(2.1), HALO, 0.3);
        fill(g, blob.path(1), ORANGE.mix(BROWN, random.nextDouble(0.6)), 0.95);
    }

    private static void fill(Graphics2D g, Path2D path, Rgb colour, double opacity) {
        g.setColor(colour.color(opacity));
        g.fill(path);
    }

    private static Point2D inside(Path2D outline, SplittableRandom random) {
        Rectangle2D bounds = outline.getBounds2D();
        double x = bounds.getCenterX();
        double y = bounds.getCenterY();
        for (int attempt = 0; attempt < 20; attempt++) {
            double tryX = bounds.getX() + random.nextDouble() * bounds.getWidth();
            double tryY = bounds.getY() + random.nextDouble() * bounds.getHeight();
            if (outline.contains(tryX, tryY)) {
                return new Point2D.Double(tryX, tryY);
            }
        }
        return new Point2D.Double(x, y);
    }

    private static List<Point2D> margin(Path2D outline) {
        List<Point2D> points = new ArrayList<>();
        double[] at = new double[6];
        for (PathIterator i = outline.getPathIterator(null); !i.isDone(); i.next()) {
            if (i.currentSegment(at) == PathIterator.SEG_LINETO) {
                points.add(new Point2D.Double(at[0], at[1]));
            }
        }
        return points;
    }
}
