package io.floracare.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Lays a painted leaf over a picture, giving it relief, mottle, mosaic or bloom on the way. */
final class Tissue {
    private static final Rgb YELLOW = new Rgb(198, 200, 88);
    private static final Rgb BLOOM = new Rgb(226, 230, 224);

    private final Noise noise;
    private final float mosaic;
    private final float bloom;
    private final float yellowing;
    private final float shiftX;
    private final float shiftY;
    private final float folds;
    private final double lean;

    Tissue(Noise noise, Disease disease, SplittableRandom random) {
        this.noise = noise;
        this.mosaic = disease == Disease.MOSAIC ? (float) random.nextDouble(0.6, 1) : 0;
        this.bloom = disease == Disease.POWDERY ? (float) random.nextDouble(0.75, 1.05) : 0;
        this.yellowing =
                disease == Disease.HEALTHY ? 0 : (float) Math.max(0, random.nextDouble(-0.3, 0.35));
        this.shiftX = (float) random.nextDouble();
        this.shiftY = (float) random.nextDouble();
        this.folds = (float) random.nextDouble(7, 12);
        this.lean = random.nextBoolean() ? 0.07 : -0.07;
    }

    /**
     * @param leaf premultiplied pixels
     * @param place from leaf units to pixels
     */
    void lay(BufferedImage leaf, BufferedImage picture, AffineTransform place) {
        AffineTransform back = inverse(place);
        int width = picture.getWidth();
        int[] from = Canvas.pixels(leaf);
        int[] onto = Canvas.pixels(picture);
        float stepX = (float) back.getScaleX();
        float stepY = (float) back.getShearY();
        for (int y = 0; y < picture.getHeight(); y++) {
            float leafX = (float) (back.getShearX() * y + back.getTranslateX());
            float leafY = (float) (back.getScaleY() * y + back.getTranslateY());
            for (int x = 0; x < width; x++, leafX += stepX, leafY += stepY) {
                int i = y * width + x;
                if (from[i] >>> 24 != 0) {
                    onto[i] = blend(from[i], onto[i], leafX, leafY);
                }
            }
        }
    }

    private int blend(int leaf, int under, float x, float y) {
        float coarse = noise.at(x * 0.5f + y * 0.2f + shiftX, y * 0.5f - x * 0.2f + shiftY);
        float fine = noise.at((x + y) * 1.9f + shiftY, (x - y) * 1.9f + shiftX);
        float fold = wave((Math.abs(x) * 0.75f - y) * folds);
        float side = (float) (x > 0 ? lean : -lean);
        float light = 1 + 0.26f * (coarse - 0.5f) + 0.22f * (fine - 0.5f) + 0.035f * fold + side;
        float yellow = yellowing * coarse + mosaic * step(coarse, 0.52f, 0.62f) * 0.62f;
        float white = bloom * step(coarse * 0.45f + fine * 0.55f, 0.42f, 0.75f) * 0.72f;
        int opacity = leaf >>> 24;
        float cover = opacity / 255f;
        int red =
                channel(
                        leaf >> 16,
                        under >> 16,
                        opacity,
                        light,
                        yellow,
                        white,
                        YELLOW.red(),
                        BLOOM.red(),
                        cover);
        int green =
                channel(
                        leaf >> 8,
                        under >> 8,
                        opacity,
                        light,
                        yellow,
                        white,
                        YELLOW.green(),
                        BLOOM.green(),
                        cover);
        int blue =
                channel(
                        leaf,
                        under,
                        opacity,
                        light,
                        yellow,
                        white,
                        YELLOW.blue(),
                        BLOOM.blue(),
                        cover);
        return red << 16 | green << 8 | blue;
    }

    private static int channel(
            int leaf,
            int under,
            int opacity,
            float light,
            float yellow,
            float white,
            float yellowLevel,
            float whiteLevel,
            float cover) {
        float level = (leaf & 0xff) * 255f / opacity;
        level += (yellowLevel - level) * yellow;
        level = Math.min(255, level * light);
        level += (whiteLevel - level) * white;
        return (int) (level * cover + (under & 0xff) * (1 - cover));
    }

    /** A parabola in place of each half of a sine: nobody sees the difference. */
    private static float wave(float turns) {
        float t = turns - (int) turns;
        t = t < 0 ? t + 1 : t;
        return t < 0.5f ? 16 * t * (0.5f - t) : -16 * (t - 0.5f) * (1 - t);
    }

    private static float step(float value, float from, float to) {
        float t = Math.clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    private static AffineTransform inverse(AffineTransform place) {
        try {
            return place.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException("a leaf has a size", e);
        }
    }
}
