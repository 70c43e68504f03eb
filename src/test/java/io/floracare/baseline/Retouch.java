package io.floracare.baseline;

import io.floracare.evaluate.LabelledPhoto;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** What is done to a photo before it is measured. */
public enum Retouch {
    /** Nothing at all. */
    NONE,
    /** Decoded and encoded again, so that the others differ from it in nothing but their change. */
    COPY,
    /** Each channel times 0.9. */
    DARKEN,
    /** Gaussian blur with a deviation of 1 pixel. */
    BLUR,
    /** Each channel times 0.6, and blurred. */
    DUSK;

    private static final float QUALITY = 0.95f;

    String suffix() {
        return this == NONE ? "" : "-" + name().toLowerCase(Locale.ROOT);
    }

    /** The photo, or one in another folder that was made of it. */
    LabelledPhoto apply(LabelledPhoto photo, Path folder, Path changed) throws IOException {
        if (this == NONE) {
            return photo;
        }
        Path file = changed.resolve(folder.relativize(photo.file()).toString());
        Files.createDirectories(file.getParent());
        BufferedImage image = ImageIO.read(photo.file().toFile());
        BufferedImage rgb =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        rgb.createGraphics().drawImage(image, 0, 0, null);
        write(
                switch (this) {
                    case NONE, COPY -> rgb;
                    case DARKEN -> darker(rgb, 0.9f);
                    case BLUR -> blur(rgb);
                    case DUSK -> blur(darker(rgb, 0.6f));
                },
                file);
        return new LabelledPhoto(file, photo.className(), photo.group());
    }

    private static BufferedImage darker(BufferedImage image, float factor) {
        return new RescaleOp(factor, 0, null).filter(image, null);
    }

    private static BufferedImage blur(BufferedImage image) {
        int reach = 4;
        float[] weights = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = (float) Math.exp(-i * i / 2.0);
            sum += weights[i + reach];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        Kernel across = new Kernel(weights.length, 1, weights);
        Kernel down = new Kernel(1, weights.length, weights);
        return new ConvolveOp(down, ConvolveOp.EDGE_NO_OP, null)
                .filter(
                        new ConvolveOp(across, ConvolveOp.EDGE_NO_OP, null).filter(image, null),
                        null);
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
