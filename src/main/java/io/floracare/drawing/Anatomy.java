package io.floracare.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A leaf in units of its length: the stalk enters at (0, 0), the tip is near (0, -1).
 *
 * @param outline the blade, or all leaflets
 * @param veins from the finest to the thickest
 * @param stalk from the outline's base outwards
 */
record Anatomy(Path2D outline, List<Vein> veins, Path2D stalk) {

    /** A vein's course and its width at a leaf length of 1. */
    record Vein(Path2D path, double width) {}

    Anatomy transformed(AffineTransform place) {
        double scale = Math.sqrt(Math.abs(place.getDeterminant()));
        List<Vein> moved = new ArrayList<>(veins.size());
        for (Vein vein : veins) {
            moved.add(new Vein(moved(vein.path, place), vein.width * scale));
        }
        return new Anatomy(moved(outline, place), moved, moved(stalk, place));
    }

    private static Path2D moved(Path2D path, AffineTransform place) {
        return new Path2D.Float(path, place);
    }
}
