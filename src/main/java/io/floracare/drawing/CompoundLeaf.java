package io.floracare.drawing;

import io.floracare.drawing.Anatomy.Vein;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Leaflets in pairs along an axis and one at its end, as of tomato or potato. */
final class CompoundLeaf {
    private CompoundLeaf() {}

    static Anatomy grow(SplittableRandom random) {
        Path2D outline = new Path2D.Float(Path2D.WIND_NON_ZERO);
        List<Vein> veins = new ArrayList<>();
        add(outline, veins, leaflet(random), 0, -0.46, 0, 0.54);
        for (int pair = 0; pair < 2; pair++) {
            double at = -0.12 - 0.28 * pair;
            for (int sign = -1; sign <= 1; sign += 2) {
                double angle = sign * random.nextDouble(0.95, 1.2);
                double size = random.nextDouble(0.4, 0.47) - 0.03 * pair;
                double place = at + random.nextDouble(-0.03, 0.03);
                add(outline, veins, leaflet(random), sign * 0.015, place, angle, size);
            }
        }
        Path2D axis = new Path2D.Float();
        axis.moveTo(0, 0);
        axis.quadTo(0.01, -0.25, 0, -0.5);
        veins.add(new Vein(axis, 0.014));
        Path2D stalk = new Path2D.Float();
        stalk.moveTo(0, -0.48);
        stalk.quadTo(0.01, -0.25, 0, 0);
        stalk.quadTo(0, 0.15, random.nextDouble(-0.08, 0.08), 0.3);
        return new Anatomy(outline, veins, stalk);
    }

    private static Anatomy leaflet(SplittableRandom random) {
        return new Blade(
                        random.nextDouble(0.27, 0.33),
                        0.36,
                        random.nextDouble(1.05, 1.35),
                        0.02,
                        0,
                        0,
                        random.nextInt(4, 6),
                        random.nextDouble(0.13, 0.2),
                        random.nextDouble(-0.05, 0.05),
                        5)
                .grow(random);
    }

    private static void add(
            Path2D outline,
            List<Vein> veins,
            Anatomy leaflet,
            double x,
            double y,
            double angle,
            double size) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(angle);
        place.scale(size, size);
        Anatomy placed = leaflet.transformed(place);
        outline.append(placed.outline(), false);
        veins.addAll(placed.veins());
    }
}
