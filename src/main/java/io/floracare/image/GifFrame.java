package io.floracare.image;

import java.nio.ByteBuffer;

/**
 * Decodes the first frame of a GIF file as Pillow does: a transparent pixel keeps its colour in the
 * table. In Java, because OpenCV's decoder takes minutes for a few megabytes of clear codes.
 */
final class GifFrame {
    private static final int SCREEN_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xf9;
    private static final int[] PASS_START = {0, 4, 2, 1};
    private static final int[] PASS_STEP = {8, 8, 4, 2};

    private final Bytes bytes;
    private final Header header;
    private final ByteBuffer target;
    private final byte[] palette = new byte[256 * Pixels.CHANNELS];
    private int left;
    private int width;
    private int height;
    private boolean interlaced;
    private int pass;
    private int x;
    private int y;
    private int top;

    private GifFrame(Bytes bytes, Header header, ByteBuffer target) {
        this.bytes = bytes;
        this.header = header;
        this.target = target;
    }

    /**
     * Decodes.
     *
     * @param target room for the screen's pixels, channels B, G, R, all zero
     * @return whether the frame was whole
     */
    static boolean decode(byte[] gif, Header header, ByteBuffer target) {
        try {
            return new GifFrame(new Bytes(gif, ImageFormat.GIF), header, target).decode();
        } catch (Unreadable e) {
            return false;
        }
    }

    private boolean decode() throws Unreadable {
        for (int level = 0; level < 256; level++) {
            colour(level, (byte) level, (byte) level, (byte) level);
        }
        long at = (long) SCREEN_BYTES + readPalette(SCREEN_BYTES, bytes.u8(10));
        int fill = 0;
        while (bytes.u8(at) == EXTENSION) {
            if (bytes.u8(at + 1) == CONTROL && (bytes.u8(at + 3) & 1) != 0) {
                fill = bytes.u8(at + 6);
            }
            at = GifProbe.afterSubBlocks(bytes, at + 2);
        }
        left = bytes.u16(at + 1, false);
        top = bytes.u16(at + 3, false);
        width = bytes.u16(at + 5, false);
        height = bytes.u16(at + 7, false);
        int flags = bytes.u8(at + 9);
        if (width < 1
                || height < 1
                || left + width > header.width()
                || top + height > header.height()) {
            return false;
        }
        interlaced = (flags & 0x40) != 0;
        at += 10 + readPalette(at + 10, flags);
        if (width < header.width() || height < header.height()) {
            fillScreen(fill);
        }
        return new LzwReader(bytes, at).readInto(this::put, width * height);
    }

    private int readPalette(long from, int flags) throws Unreadable {
        int size = GifProbe.colourTableBytes(flags);
        for (int i = 0; i < size / 3; i++) {
            long at = from + i * 3L;
            colour(i, (byte) bytes.u8(at + 2), (byte) bytes.u8(at + 1), (byte) bytes.u8(at));
        }
        return size;
    }

    private void colour(int index, byte blue, byte green, byte red) {
        palette[index * 3] = blue;
        palette[index * 3 + 1] = green;
        palette[index * 3 + 2] = red;
    }

    private void fillScreen(int index) {
        for (int at = 0; at < target.limit(); at += Pixels.CHANNELS) {
            target.put(at, palette, index * Pixels.CHANNELS, Pixels.CHANNELS);
        }
    }

    /** The next pixel, rows in four passes where the frame is interlaced. */
    private void put(int index) {
        int at = ((top + y) * header.width() + left + x) * Pixels.CHANNELS;
        int colour = index * Pixels.CHANNELS;
        target.put(at, palette[colour]);
        target.put(at + 1, palette[colour + 1]);
        target.put(at + 2, palette[colour + 2]);
        if (++x < width) {
            return;
        }
        x = 0;
        y += interlaced ? PASS_STEP[pass] : 1;
        while (interlaced && y >= height && pass < 3) {
            pass++;
            y = PASS_START[pass];
        }
    }
}
