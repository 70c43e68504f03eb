package io.floracare.image;

import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Whole images of every format that is read. */
final class SampleImages {
    private static final List<String> FORMATS = List.of("jpeg", "png", "bmp", "tiff", "gif");

    private final LeafRenderer renderer = new LeafRenderer();
    private final List<byte[]> jpegs =
            resources(
                    "orientation-6.jpg",
                    "small-100x80.jpg",
                    "wide-900x120.jpg",
                    "grey.jpg",
                    "progressive.jpg",
                    "full-chroma.jpg",
                    "baseline.jpg",
                    "cmyk.jpg");
    private final List<byte[]> all =
            Stream.concat(
                            jpegs.stream(),
                            resources(
                                    "lossy.webp",
                                    "lossless.webp",
                                    "black-and-white.png",
                                    "rgba.png",
                                    "palette-transparent.png",
                                    "rgb-16-bit.png",
                                    "plain.gif",
                                    "lzw.tif",
                                    "plain.bmp")
                                    .stream())
                    .toList();

    /** A copy of one. */
    byte[] any(SplittableRandom random) {
        return all.get(random.nextInt(all.size())).clone();
    }

    byte[] jpeg(SplittableRandom random) {
        return jpegs.get(random.nextInt(jpegs.size())).clone();
    }

    /** A drawing in any format that Java writes. */
    byte[] drawn(SplittableRandom random, int width, int height) {
        return encoded(
                random.nextLong(), width, height, FORMATS.get(random.nextInt(FORMATS.size())));
    }

    byte[] encoded(long seed, int width, int height, String format) {
        BufferedImage whole =
                renderer.draw(LeafDrawing.of(seed, Math.max(16, width), Math.max(16, height)));
        BufferedImage picture = whole.getSubimage(0, 0, width, height);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalStateException("no writer of " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] resource(String name) {
        try (InputStream in = SampleImages.class.getResourceAsStream("/image/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> resources(String... names) {
        return Stream.of(names).map(SampleImages::resource).toList();
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
