package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GifFrameTest {

    @Property(tries = 120)
    void decodes_what_java_encodes(
            @ForAll @IntRange(min = 16, max = 120) int width,
            @ForAll @IntRange(min = 16, max = 120) int height,
            @ForAll @IntRange(min = 1, max = 8) int bits,
            @ForAll @IntRange(min = 1, max = 60) int run,
            @ForAll boolean interlaced,
            @ForAll long seed) {
        BufferedImage picture = picture(width, height, bits, run, new SplittableRandom(seed));
        byte[] gif = encode(picture, interlaced);

        ByteBuffer pixels = ByteBuffer.allocateDirect(width * height * 3);
        Probe.Image probe = (Probe.Image) HeaderProbe.probe(gif);
        assertThat(probe.defect()).isNull();
        assertThat(GifFrame.decode(gif, probe.header(), pixels)).isTrue();

        for (int i = 0; i < width * height; i++) {
            int rgb =
                    (pixels.get(3 * i + 2) & 0xff) << 16
                            | (pixels.get(3 * i + 1) & 0xff) << 8
                            | (pixels.get(3 * i) & 0xff);
            assertThat(rgb).isEqualTo(picture.getRGB(i % width, i / width) & 0xffffff);
        }
    }

    private static BufferedImage picture(
            int width, int height, int bits, int run, SplittableRandom random) {
        int colours = 1 << bits;
        byte[][] levels = new byte[3][colours];
        for (byte[] channel : levels) {
            random.nextBytes(channel);
        }
        IndexColorModel model = new IndexColorModel(8, colours, levels[0], levels[1], levels[2]);
        BufferedImage picture =
                new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        int colour = 0;
        for (int i = 0; i < width * height; i++) {
            colour = i % run == 0 ? random.nextInt(colours) : colour;
            picture.getRaster().setSample(i % width, i / width, 0, colour);
        }
        return picture;
    }

    private static byte[] encode(BufferedImage picture, boolean interlaced) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(
                interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void gives_up_on_millions_of_clear_codes_without_a_pixel() {
        byte[] codes = new byte[3_000_000];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = new byte[] {0x24, (byte) 0x49, (byte) 0x92}[i % 3];
        }
        byte[] gif = gif(64, 64, codes);

        Probe.Image probe = (Probe.Image) HeaderProbe.probe(gif);

        assertThat(probe.defect()).isNull();
        assertThat(GifFrame.decode(gif, probe.header(), ByteBuffer.allocate(64 * 64 * 3)))
                .isFalse();
    }

    private static byte[] gif(int width, int height, byte[] codes) {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (int from = 0; from < codes.length; from += 255) {
            byte[] block = Arrays.copyOfRange(codes, from, Math.min(from + 255, codes.length));
            blocks.write(block.length);
            blocks.writeBytes(block);
        }
        byte[] start =
                ByteBuffer.allocate(36)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put("GIF89a".getBytes(StandardCharsets.ISO_8859_1))
                        .putShort((short) width)
                        .putShort((short) height)
                        .put((byte) 0x81)
                        .position(25)
                        .put((byte) ',')
                        .putInt(0)
                        .putShort((short) width)
                        .putShort((short) height)
                        .put((byte) 0)
                        .put((byte) 2)
                        .array();
        return SampleImages.concat(
                SampleImages.concat(start, blocks.toByteArray()), new byte[] {0, ';'});
    }
}
