package io.floracare.drawing;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Light across the picture, missing light, blur and the sensor's noise. */
final class Lens {
    private static final int PASSES = 3;

    private Lens() {}

    static void expose(BufferedImage picture, LeafDrawing drawing, SplittableRandom random) {
        double unit = Math.min(picture.getWidth(), picture.getHeight()) / 256.0;
        double gradientX = random.nextDouble(-0.22, 0.22);
        double gradientY = random.nextDouble(-0.22, 0.22);
        double warmth = random.nextDouble(-0.05, 0.06);
        soften(picture, drawing.blur() * unit);
        light(picture, drawing.darken(), gradientX, gradientY, warmth, random.nextLong());
    }

    private static void light(
            BufferedImage picture,
            double darken,
            double gradientX,
            double gradientY,
            double warmth,
            long seed) {
        int[] pixels = Canvas.pixels(picture);
        int width = picture.getWidth();
        int height = picture.getHeight();
        float exposure = (float) (1 - darken);
        float grain = (float) (5 + 7 * darken) / 65_536;
        int random = (int) (seed | 1);
        for (int y = 0; y < height; y++) {
            float v = (y + 0.5f) / height - 0.5f;
            float rowLight = (float) (1 + gradientY * v);
            for (int x = 0; x < width; x++) {
                float u = (x + 0.5f) / width - 0.5f;
                float vignette = 1 - 0.35f * (u * u + v * v);
                float level = (float) (rowLight + gradientX * u) * vignette * exposure;
                // Marsaglia's xorshift; two of its words make noise that is thick in the middle.
                random ^= random << 13;
                random ^= random >>> 17;
                random ^= random << 5;
                float noise = grain * ((random & 0xffff) + (random >>> 16) - 65_535);
                int pixel = pixels[y * width + x];
                int red = clip((pixel >> 16 & 0xff) * level * (float) (1 + warmth) + noise);
                int green = clip((pixel >> 8 & 0xff) * level + noise);
                int blue = clip((pixel & 0xff) * level * (float) (1 - warmth) + noise);
                pixels[y * width + x] = red << 16 | green << 8 | blue;
            }
        }
    }

    private static int clip(float level) {
        return Math.clamp(Math.round(level), 0, 255);
    }

    /** Three box blurs are nearly a Gaussian one. */
    private static void soften(BufferedImage picture, double deviation) {
        int radius = (int) Math.round(deviation * Math.sqrt(12.0 / PASSES) / 2);
        if (radius < 1) {
            return;
        }
        int[] pixels = Canvas.pixels(picture);
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] line = new int[Math.max(width, height)];
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++) {
                box(pixels, y * width, 1, width, radius, line);
            }
            for (int x = 0; x < width; x++) {
                box(pixels, x, width, height, radius, line);
            }
        }
    }

    private static void box(int[] pixels, int start, int step, int count, int radius, int[] line) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int last = count - 1;
        for (int i = -radius; i <= radius; i++) {
            int pixel = pixels[start + Math.clamp(i, 0, last) * step];
            red += pixel >> 16 & 0xff;
            green += pixel >> 8 & 0xff;
            blue += pixel & 0xff;
        }
        int taps = 2 * radius + 1;
        for (int i = 0; i < count; i++) {
            line[i] = (red / taps) << 16 | (green / taps) << 8 | blue / taps;
            int leaving = pixels[start + Math.max(i - radius, 0) * step];
            int entering = pixels[start + Math.min(i + radius + 1, last) * step];
            red += (entering >> 16 & 0xff) - (leaving >> 16 & 0xff);
            green += (entering >> 8 & 0xff) - (leaving >> 8 & 0xff);
            blue += (entering & 0xff) - (leaving & 0xff);
        }
        for (int i = 0; i < count; i++) {
            pixels[start + i * step] = line[i];
        }
    }
}
