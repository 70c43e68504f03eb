package io.floracare.drawing;

import java.util.SplittableRandom;

/** Kinds of leaf outlines. */
enum Species {
    /** Egg-shaped with a toothed margin, as of apple or cherry. */
    OVATE(0.9),
    /** Five lobes, as of grape or maple. */
    LOBED(0.74),
    /** Leaflets along an axis, as of tomato or potato. */
    COMPOUND(1.0),
    /** A long blade with parallel veins, as of corn. */
    LANCEOLATE(1.35),
    /** Heart-shaped, as of bean or linden. */
    HEART(0.88),
    /** Broad and pointed with a smooth margin, as of pepper. */
    SMOOTH(0.92);

    private final double length;

    Species(double length) {
        this.length = length;
    }

    /** Length in shorter sides of the picture. */
    double length() {
        return length;
    }

    Anatomy grow(SplittableRandom random) {
        double bend = random.nextDouble(-0.06, 0.06);
        return switch (this) {
            case OVATE ->
                    new Blade(
                                    random.nextDouble(0.29, 0.36),
                                    random.nextDouble(0.4, 0.47),
                                    1.15,
                                    0,
                                    random.nextInt(22, 34),
                                    0.013,
                                    0,
                                    0,
                                    bend,
                                    8)
                            .grow(random);
            case LOBED -> PalmateLeaf.grow(random);
            case COMPOUND -> CompoundLeaf.grow(random);
            case LANCEOLATE ->
                    new Blade(
                                    random.nextDouble(0.075, 0.115),
                                    0.42,
                                    1.2,
                                    0,
                                    0,
                                    0,
                                    random.nextInt(4, 7),
                                    0.04,
                                    bend * 2,
                                    -5)
                            .grow(random);
            case HEART ->
                    new Blade(
                                    random.nextDouble(0.38, 0.44),
                                    random.nextDouble(0.24, 0.3),
                                    1.25,
                                    random.nextDouble(0.07, 0.11),
                                    random.nextInt(0, 20),
                                    0.008,
                                    0,
                                    0,
                                    bend,
                                    6)
                            .grow(random);
            case SMOOTH ->
                    new Blade(
                                    random.nextDouble(0.24, 0.3),
                                    random.nextDouble(0.34, 0.42),
                                    1.45,
                                    0,
                                    0,
                                    0,
                                    2,
                                    0.03,
                                    bend,
                                    7)
                            .grow(random);
        };
    }
}
