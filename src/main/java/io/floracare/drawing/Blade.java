package io.floracare.drawing;

import io.floracare.drawing.Anatomy.Vein;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A blade along a bent midrib: its half width at each place comes from a profile, its margin from
 * lobes and teeth.
 *
 * @param halfWidth largest half width, in leaf lengths
 * @param fullest where along the midrib it is widest, in (0, 1)
 * @param tip how drawn-out the tip is, 1 round, 2 pointed
 * @param heart depth of the notch at the base, in leaf lengths
 * @param teeth number a side
 * @param toothDepth in leaf lengths
 * @param lobes number of bulges a side
 * @param lobeDepth share of the half width
 * @param bend sideways displacement of the middle, in leaf lengths
 * @param veins pairs of side veins; negative for veins along the midrib, as grasses have
 */
record Blade(
        double halfWidth,
        double fullest,
        double tip,
        double heart,
        int teeth,
        double toothDepth,
        int lobes,
        double lobeDepth,
        double bend,
        int veins) {
    private static final int STEPS = 72;

    Anatomy grow(SplittableRandom random) {
        Path2D outline = new Path2D.Float();
        outline.moveTo(0, 0);
        double phase = random.nextDouble();
        side(outline, -1, phase, false);
        side(outline, 1, phase + random.nextDouble(0.2, 0.5), true);
        outline.closePath();
        List<Vein> all = new ArrayList<>();
        for (int i = 0; i < veins; i++) {
            double from = 0.04 + 0.86 * i / veins + random.nextDouble(-0.01, 0.01);
            all.add(sideVein(from, -1));
            all.add(sideVein(from + random.nextDouble(0.01, 0.035), 1));
        }
        for (int i = 1; i < -veins; i++) {
            all.add(alongVein((double) i / -veins, -1));
            all.add(alongVein((double) i / -veins, 1));
        }
        Path2D rib = new Path2D.Float();
        rib.moveTo(0, 0);
        for (int i = 1; i <= 12; i++) {
            rib.lineTo(midrib(i / 12.0), -i / 12.0 * 0.985);
        }
        all.add(new Vein(rib, 0.013));
        Path2D stalk = new Path2D.Float();
        stalk.moveTo(0, -0.02);
        stalk.quadTo(random.nextDouble(-0.05, 0.05), 0.12, random.nextDouble(-0.1, 0.1), 0.34);
        return new Anatomy(outline, all, stalk);
    }

    private void side(Path2D outline, int sign, double phase, boolean towardsBase) {
        for (int i = 0; i <= STEPS; i++) {
            double t = towardsBase ? 1 - (double) i / STEPS : (double) i / STEPS;
            double width = margin(t, phase);
            outline.lineTo(midrib(t) + sign * width, -t + notch(t));
        }
    }

    /** The base's lobes hang below the place where the stalk enters. */
    private double notch(double t) {
        double near = Math.max(0, 1 - t / 0.22);
        return heart * Math.sin(Math.PI * Math.min(1, 1.6 * near * near));
    }

    private double margin(double t, double phase) {
        double width = profile(t);
        double lobe = lobes == 0 ? 0 : Math.cos(2 * Math.PI * (t * lobes + phase));
        double tooth = teeth == 0 ? 0 : (t * teeth + phase) % 1;
        double taper = Math.sin(Math.PI * Math.min(1, t * 1.02));
        return Math.max(0, width * (1 + lobeDepth * lobe) + toothDepth * taper * (1 - tooth));
    }

    private double profile(double t) {
        double along = t < fullest ? t / fullest : (1 - t) / (1 - fullest);
        double power = t < fullest ? 0.62 : 0.72 * tip;
        double round = Math.sin(Math.PI / 2 * along);
        return halfWidth * Math.pow(Math.max(0, round), power);
    }

    private double midrib(double t) {
        return bend * Math.sin(Math.PI * t);
    }

    private Vein alongVein(double share, int sign) {
        Path2D path = new Path2D.Float();
        path.moveTo(0, 0);
        for (double t = 0.04; t < 1 - 0.25 * share; t += 0.04) {
            path.lineTo(midrib(t) + sign * share * profile(t), -t);
        }
        return new Vein(path, 0.0035);
    }

    private Vein sideVein(double from, int sign) {
        double reach = 0.30 * (1 - from * 0.55);
        double to = Math.min(0.99, from + reach * Math.min(1, halfWidth / 0.3));
        double width = profile(to) * 0.93;
        Path2D path = new Path2D.Float();
        path.moveTo(midrib(from), -from);
        path.quadTo(
                midrib(from) + sign * width * 0.62,
                -(from + (to - from) * 0.42),
                midrib(to) + sign * width,
                -to);
        return new Vein(path, 0.0055 * (1 - from * 0.5));
    }
}
