package io.floracare.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** What lies behind a leaf. */
enum Backdrop {
    /** Paper or a table. */
    PLAIN,
    SOIL,
    /** A meadow out of focus. */
    GRASS,
    /** A room or a garden out of focus, and a hand that holds the leaf. */
    HAND;

    private static final int COARSE = 24;

    void paint(BufferedImage picture, Noise noise, SplittableRandom random) {
        switch (this) {
            case PLAIN -> plain(picture, noise, random);
            case SOIL -> soil(picture, noise, random);
            case GRASS ->
                    outOfFocus(
                            picture,
                            random,
                            new Rgb(34, 52, 22),
                            new Rgb(104, 134, 58),
                            new Rgb(176, 186, 104));
            case HAND ->
                    outOfFocus(
                            picture,
                            random,
                            new Rgb(70, 74, 66),
                            new Rgb(128, 130, 118),
                            new Rgb(182, 180, 168));
        }
    }

    private static void plain(BufferedImage picture, Noise noise, SplittableRandom random) {
        double level = random.nextDouble(105, 190);
        Rgb paper =
                new Rgb(
                        (float) (level + random.nextDouble(-6, 10)),
                        (float) (level + random.nextDouble(-6, 4)),
                        (float) (level + random.nextDouble(-4, 16)));
        Rgb shade = paper.times(0.86);
        fill(picture, noise, random, 1.1f, shade, paper);
    }

    private static void soil(BufferedImage picture, Noise noise, SplittableRandom random) {
        Rgb dry = new Rgb(150, 118, 86).times(random.nextDouble(0.7, 1.05));
        fill(picture, noise, random, 2.6f, new Rgb(48, 34, 24), dry);
        Graphics2D g = Canvas.graphics(picture);
        double unit = Math.min(picture.getWidth(), picture.getHeight());
        for (int i = 0; i < 46; i++) {
            double x = random.nextDouble() * picture.getWidth();
            double y = random.nextDouble() * picture.getHeight();
            double size = unit * random.nextDouble(0.008, 0.035);
            Rgb stone =
                    dry.mix(new Rgb(150, 146, 140), random.nextDouble(0.6))
                            .times(random.nextDouble(0.6, 1));
            Blob pebble = new Blob(random, x, y, size, 0.35);
            g.setColor(new Rgb(26, 18, 12).color(0.45));
            g.translate(size * 0.35, size * 0.4);
            g.fill(pebble.path(1.1));
            g.translate(-size * 0.35, -size * 0.4);
            g.setColor(stone.color(0.9));
            g.fill(pebble.path(1));
            g.setColor(stone.times(1.25).color(0.5));
            g.translate(-size * 0.2, -size * 0.25);
            g.fill(pebble.path(0.55));
            g.translate(size * 0.2, size * 0.25);
        }
        g.dispose();
    }

    private static void fill(
            BufferedImage picture,
            Noise noise,
            SplittableRandom random,
            float grain,
            Rgb low,
            Rgb high) {
        int[] pixels = Canvas.pixels(picture);
        int width = picture.getWidth();
        float unit = 1f / Math.min(width, picture.getHeight());
        float shiftX = (float) random.nextDouble();
        float shiftY = (float) random.nextDouble();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                float coarse = noise.at(x * unit * grain * 0.4f + shiftX, y * unit * grain * 0.4f);
                float fine = noise.at(x * unit * grain + shiftY, y * unit * grain + shiftX);
                float share = coarse * 0.5f + fine * 0.5f;
                int red = (int) (low.red() + (high.red() - low.red()) * share);
                int green = (int) (low.green() + (high.green() - low.green()) * share);
                int blue = (int) (low.blue() + (high.blue() - low.blue()) * share);
                pixels[y * width + x] = red << 16 | green << 8 | blue;
            }
        }
    }

    /** Painted small and enlarged by a spline, which blurs. */
    private static void outOfFocus(
            BufferedImage picture, SplittableRandom random, Rgb dark, Rgb middle, Rgb light) {
        BufferedImage small = new BufferedImage(COARSE, COARSE, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = Canvas.graphics(small);
        paint.setColor(middle.mix(dark, 0.4).color(1));
        paint.fillRect(0, 0, COARSE, COARSE);
        for (int i = 0; i < 60; i++) {
            Rgb colour =
                    random.nextBoolean()
                            ? middle.mix(dark, random.nextDouble())
                            : middle.mix(light, random.nextDouble());
            paint.setColor(colour.color(random.nextDouble(0.25, 0.7)));
            double width = random.nextDouble(1.5, 6);
            paint.fill(
                    new Ellipse2D.Double(
                            random.nextDouble(-2, COARSE),
                            random.nextDouble(-2, COARSE),
                            width,
                            width * random.nextDouble(0.8, 2)));
        }
        paint.dispose();
        Enlargement.fill(small, picture);
    }
}
