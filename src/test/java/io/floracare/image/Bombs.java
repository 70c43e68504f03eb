package io.floracare.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small files that want much memory. */
final class Bombs {
    private static final int HUGE = 60_000;

    private Bombs() {}

    static byte[] ofSize(SplittableRandom random) {
        int width = HUGE + random.nextInt(5_000);
        int height = HUGE + random.nextInt(5_000);
        return switch (random.nextInt(6)) {
            case 0 -> png(random.nextBoolean() ? width : Integer.MAX_VALUE, height, new byte[40]);
            case 1 -> gif(width, height);
            case 2 -> bmp(width, random.nextBoolean() ? -height : height);
            case 3 -> tiff(width, height);
            case 4 -> webp(1 + (width << 2), 1 + (height << 2));
            default -> jpeg(width, height);
        };
    }

    /**
     * One colour, or metadata that inflates to nine megabytes, above what a decoder should accept.
     */
    static byte[] ofRatio(SplittableRandom random) {
        int side = 200 + random.nextInt(800);
        byte[] rows = deflated((long) (side * 3 + 1) * side + random.nextInt(1 << 18));
        return random.nextInt(4) > 0
                ? png(side, side, rows)
                : png(64, 64, deflated((64 * 3 + 1) * 64), text(9 << 20));
    }

    private static byte[] text(int inflated) {
        byte[] name = "Comment\0\0".getBytes(StandardCharsets.ISO_8859_1);
        return chunk("zTXt", SampleImages.concat(name, deflated(inflated)));
    }

    static byte[] png(int width, int height, byte[] data, byte[]... others) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        file.writeBytes(chunk("IHDR", header.put((byte) 8).put((byte) 2).array()));
        for (byte[] other : others) {
            file.writeBytes(other);
        }
        file.writeBytes(chunk("IDAT", data));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** That many zeros. */
    static byte[] deflated(long size) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 16];
        byte[] block = new byte[1 << 16];
        long left = size;
        while (!deflater.finished()) {
            if (deflater.needsInput()) {
                int now = (int) Math.min(left, zeros.length);
                deflater.setInput(zeros, 0, now);
                left -= now;
                if (left == 0) {
                    deflater.finish();
                }
            }
            out.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.capacity()];
        file.rewind().get(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gif(int width, int height) {
        return bytes(
                little(32).put(ascii("GIF89a")).putShort((short) width).putShort((short) height));
    }

    private static byte[] bmp(int width, int height) {
        return bytes(
                little(200)
                        .put(ascii("BM"))
                        .putInt(200)
                        .putInt(0)
                        .putInt(54)
                        .putInt(40)
                        .putInt(width)
                        .putInt(height)
                        .putShort((short) 1)
                        .putShort((short) 24));
    }

    private static byte[] tiff(int width, int height) {
        ByteBuffer file = little(120).put(ascii("II*\0")).putInt(8).putShort((short) 4);
        int[][] entries = {
            {256, 4, 1, width}, {257, 4, 1, height}, {273, 4, 1, 90}, {279, 4, 1, 9}
        };
        for (int[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) entry[1]);
            file.putInt(entry[2]).putInt(entry[3]);
        }
        return bytes(file);
    }

    private static byte[] webp(int width, int height) {
        ByteBuffer file = little(60).put(ascii("RIFF")).putInt(52).put(ascii("WEBPVP8X"));
        file.putInt(10).putInt(0);
        file.put((byte) width).put((byte) (width >> 8)).put((byte) (width >> 16));
        return bytes(file.put((byte) height).put((byte) (height >> 8)).put((byte) (height >> 16)));
    }

    private static byte[] jpeg(int width, int height) {
        return ByteBuffer.allocate(60)
                .putShort((short) 0xffd8)
                .putShort((short) 0xffc0)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .put((byte) 3)
                .putLong(0x0111000211010311L)
                .put((byte) 1)
                .putShort((short) 0xffda)
                .putShort((short) 12)
                .put((byte) 3)
                .array();
    }
}
