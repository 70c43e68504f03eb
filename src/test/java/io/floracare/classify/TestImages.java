package io.floracare.classify;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Tiny encoded pictures of one colour, which a scripted classifier tells apart. */
public final class TestImages {
    public static final Color POISON = new Color(0xff0000);
    public static final Color LEAF = new Color(0x30a030);

    private TestImages() {}

    /** A 32×32 PNG of one colour. */
    public static byte[] png(Color colour) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 32, 32);
        graphics.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A leaf-green PNG that differs with the number, so that no two are the same bytes for 32,768
     * numbers.
     */
    public static byte[] leaf(int number) {
        return png(
                new Color(
                        0x20 + (number & 31),
                        0x80 + (number >> 5 & 31),
                        0x20 + (number >> 10 & 31)));
    }
}
