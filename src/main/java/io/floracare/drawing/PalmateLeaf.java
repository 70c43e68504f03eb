package io.floracare.drawing;

import io.floracare.drawing.Anatomy.Vein;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A leaf with five lobes whose main veins spread from the stalk, as of grape or maple. */
final class PalmateLeaf {
    private static final double[] ANGLES = {-2.25, -1.05, 0, 1.05, 2.25};
    private static final double[] REACH = {0.52, 0.72, 0.86, 0.72, 0.52};
    private static final double CENTRE = -0.16;
    private static final int STEPS = 220;

    private PalmateLeaf() {}

    static Anatomy grow(SplittableRandom random) {
        double sinus = random.nextDouble(0.42, 0.68);
        double phase = random.nextDouble(10);
        int teeth = random.nextInt(34, 46);
        Path2D outline = new Path2D.Float();
        for (int i = 0; i <= STEPS; i++) {
            double angle = (i * 2.0 / STEPS - 1) * 2.98;
            double radius = radius(angle, sinus) + tooth(angle, teeth, phase);
            double x = Math.sin(angle) * radius;
            double y = CENTRE - Math.cos(angle) * radius;
            if (i == 0) {
                outline.moveTo(0, CENTRE);
            }
            outline.lineTo(x, y);
        }
        outline.closePath();
        Path2D stalk = new Path2D.Float();
        stalk.moveTo(0, CENTRE);
        stalk.quadTo(random.nextDouble(-0.05, 0.05), 0.1, random.nextDouble(-0.16, 0.16), 0.4);
        return new Anatomy(outline, veins(sinus), stalk);
    }

    private static double radius(double angle, double sinus) {
        double best = 0;
        for (int lobe = 0; lobe < ANGLES.length; lobe++) {
            double away = Math.abs(angle - ANGLES[lobe]) / 0.62;
            best = Math.max(best, REACH[lobe] * (1 - sinus * Math.pow(Math.min(1.3, away), 1.3)));
        }
        // The sides of the notch at the stalk come together.
        double notch = Math.max(0, Math.abs(angle) - 2.55) / 0.43;
        return best * (1 - 0.55 * notch * notch);
    }

    private static double tooth(double angle, int teeth, double phase) {
        double t = (Math.abs(angle) * teeth / Math.PI + phase) % 1;
        return 0.035 * (1 - t) * Math.max(0, 1 - Math.abs(angle) / 3.1);
    }

    private static List<Vein> veins(double sinus) {
        List<Vein> veins = new ArrayList<>();
        for (int lobe = 0; lobe < ANGLES.length; lobe++) {
            branches(veins, ANGLES[lobe], REACH[lobe], sinus);
        }
        for (int lobe = 0; lobe < ANGLES.length; lobe++) {
            Path2D path = new Path2D.Float();
            path.moveTo(0, CENTRE);
            double bent = ANGLES[lobe] * 0.96;
            double reach = REACH[lobe] * 0.96;
            path.quadTo(
                    Math.sin(bent) * reach * 0.5,
                    CENTRE - Math.cos(bent) * reach * 0.5,
                    Math.sin(ANGLES[lobe]) * reach,
                    CENTRE - Math.cos(ANGLES[lobe]) * reach);
            veins.add(new Vein(path, 0.011));
        }
        return veins;
    }

    private static void branches(List<Vein> veins, double angle, double reach, double sinus) {
        for (double along = 0.28; along < 0.9; along += 0.15) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double length = reach * 0.4 * (1.05 - along) * (1.4 - sinus);
                double x = Math.sin(angle) * reach * along;
                double y = CENTRE - Math.cos(angle) * reach * along;
                double turned = angle + sign * 0.72;
                Path2D path = new Path2D.Float();
                path.moveTo(x, y);
                path.quadTo(
                        x + Math.sin(turned) * length * 0.6,
                        y - Math.cos(turned) * length * 0.6,
                        x + Math.sin(turned - sign * 0.25) * length,
                        y - Math.cos(turned - sign * 0.25) * length);
                veins.add(new Vein(path, 0.0048));
            }
        }
    }
}
