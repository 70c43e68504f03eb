package io.floracare.drawing;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws leaves. One may be used by many threads. */
public final class LeafRenderer {
    private static final long NOISE_SEED = 20;

    private final Noise noise = new Noise(new SplittableRandom(NOISE_SEED));

    /** The drawing's pixels, as {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage draw(LeafDrawing drawing) {
        SplittableRandom random = new SplittableRandom(drawing.seed());
        Species species = pick(Species.values(), random);
        Disease disease = pick(Disease.values(), random);
        Backdrop backdrop = pick(Backdrop.values(), random);
        BufferedImage picture =
                new BufferedImage(drawing.width(), drawing.height(), BufferedImage.TYPE_INT_RGB);
        backdrop.paint(picture, noise, random);
        double length =
                Math.min(drawing.width(), drawing.height())
                        * species.length()
                        * random.nextDouble(0.82, 1);
        AffineTransform place = place(drawing, length, random);
        Anatomy leaf = species.grow(random).transformed(place);
        Hand hand = new Hand(place, length, random);
        Graphics2D g = Canvas.graphics(picture);
        if (backdrop == Backdrop.HAND) {
            hand.paintFingers(g);
        }
        shadow(g, leaf.outline(), length, backdrop == Backdrop.GRASS ? 0.4 : 1);
        BufferedImage layer =
                new BufferedImage(
                        drawing.width(), drawing.height(), BufferedImage.TYPE_INT_ARGB_PRE);
        LeafPainter.paint(layer, leaf, length, disease, random);
        new Tissue(noise, disease, random).lay(layer, picture, place);
        if (backdrop == Backdrop.HAND) {
            hand.paintThumb(g);
        }
        g.dispose();
        Lens.expose(picture, drawing, random);
        return picture;
    }

    private static AffineTransform place(
            LeafDrawing drawing, double length, SplittableRandom random) {
        AffineTransform place =
                AffineTransform.getTranslateInstance(
                        drawing.width() * random.nextDouble(0.46, 0.54),
                        drawing.height() * random.nextDouble(0.46, 0.54));
        place.rotate(random.nextDouble(-0.7, 0.7));
        place.scale(length, length);
        place.translate(0, 0.46);
        return place;
    }

    private static void shadow(Graphics2D g, Shape outline, double length, double strength) {
        AffineTransform before = g.getTransform();
        g.translate(length * 0.02, length * 0.028);
        g.setColor(new Rgb(12, 12, 10).color(0.3 * strength));
        g.fill(outline);
        for (int ring = 1; ring <= 2; ring++) {
            g.setStroke(new BasicStroke((float) (length * 0.022 * ring)));
            g.setColor(new Rgb(12, 12, 10).color(0.13 * strength));
            g.draw(outline);
        }
        g.setTransform(before);
    }

    private static <T> T pick(T[] values, SplittableRandom random) {
        return values[random.nextInt(values.length)];
    }

    /**
     * The drawing as a JPEG file.
     *
     * @param quality 0 to 1
     */
    public byte[] jpeg(LeafDrawing drawing, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        return encode(writer, parameters, draw(drawing));
    }

    /** The drawing as a PNG file. */
    public byte[] png(LeafDrawing drawing) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        return encode(writer, writer.getDefaultWriteParam(), draw(drawing));
    }

    private static byte[] encode(
            ImageWriter writer, ImageWriteParam parameters, BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
