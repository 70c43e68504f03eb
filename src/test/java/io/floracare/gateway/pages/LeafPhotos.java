package io.floracare.gateway.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Drawn leaves as files, as a phone or a folder would have them. */
final class LeafPhotos {
    private static final int LONG_SIDE = 4000;
    private static final int SHORT_SIDE = 3000;

    private final LeafRenderer renderer = new LeafRenderer();
    private final Path folder;

    LeafPhotos(Path folder) {
        this.folder = folder;
    }

    /** A leaf that is small enough to be sent as it is. */
    Path small(long seed) {
        return write("leaf-" + seed + ".jpg", renderer.jpeg(LeafDrawing.of(seed, 480, 640), 0.9f));
    }

    /** A file that calls itself a photo. */
    Path junk() {
        return write("notes.jpg", "These are my notes, not a photo.".getBytes(UTF_8));
    }

    /**
     * A leaf in 12 megapixels, upright, as a camera held sideways writes it: lying pixels, and the
     * orientation beside them.
     */
    Path rotated12Megapixels(long seed) {
        BufferedImage small = renderer.draw(LeafDrawing.of(seed, SHORT_SIDE / 4, LONG_SIDE / 4));
        BufferedImage lying = new BufferedImage(LONG_SIDE, SHORT_SIDE, BufferedImage.TYPE_INT_RGB);
        // Orientation 6 says: turn clockwise to show. The pixels are turned the other way.
        AffineTransform turn = new AffineTransform(0, -4, 4, 0, 0, SHORT_SIDE);
        new AffineTransformOp(turn, AffineTransformOp.TYPE_BILINEAR).filter(small, lying);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(lying, "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return write("IMG_0012.jpg", withOrientation(jpeg.toByteArray(), 6));
    }

    /** The JPEG with an EXIF segment that holds nothing but an orientation. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
