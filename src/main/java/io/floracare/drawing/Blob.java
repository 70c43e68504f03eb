package io.floracare.drawing;

import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** An irregular round patch that can be drawn at several sizes about its centre. */
final class Blob {
    private static final int POINTS = 22;

    private final double x;
    private final double y;
    private final double radius;
    private final double[] bulge = new double[POINTS];

    /**
     * @param roughness 0 for a circle, 1 for a splash
     */
    Blob(SplittableRandom random, double x, double y, double radius, double roughness) {
        this.x = x;
        this.y = y;
        this.radius = radius;
        double a = random.nextDouble(2 * Math.PI);
        double b = random.nextDouble(2 * Math.PI);
        double c = random.nextDouble(2 * Math.PI);
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * i / POINTS;
            double wave =
                    Math.sin(2 * angle + a) * 0.5
                            + Math.sin(3 * angle + b) * 0.35
                            + Math.sin(7 * angle + c) * 0.25;
            bulge[i] = 1 + roughness * 0.5 * wave;
        }
    }

    Path2D path(double size) {
        Path2D path = new Path2D.Float();
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * i / POINTS;
            double r = radius * size * bulge[i];
            double px = x + Math.cos(angle) * r;
            double py = y + Math.sin(angle) * r;
            if (i == 0) {
                path.moveTo(px, py);
            } else {
                path.lineTo(px, py);
            }
        }
        path.closePath();
        return path;
    }
}
