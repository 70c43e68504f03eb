package io.floracare.image;

import org.jspecify.annotations.Nullable;

/** Walks a GIF file's blocks from the screen descriptor to the trailer. */
final class GifProbe {
    private static final int SCREEN_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xf9;
    private static final int FRAME = 0x2c;
    private static final int TRAILER = 0x3b;

    private final Bytes bytes;
    private boolean framed;
    private boolean alpha;

    private GifProbe(Bytes bytes) {
        this.bytes = bytes;
    }

    static Probe probe(Bytes bytes) throws Unreadable {
        int width = bytes.u16(6, false);
        int height = bytes.u16(8, false);
        int blocks = SCREEN_BYTES + colourTableBytes(bytes.u8(10));
        if (width == 0 || height == 0) {
            throw Unreadable.corrupt(
                    ImageFormat.GIF, "its header says " + width + "×" + height + " pixels");
        }
        GifProbe probe = new GifProbe(bytes);
        Refusal defect = probe.defectFrom(blocks);
        return new Probe.Image(
                new Header(ImageFormat.GIF, width, height, 1, false, probe.alpha, false), defect);
    }

    private @Nullable Refusal defectFrom(long blocks) {
        try {
            walk(blocks);
            return framed
                    ? null
                    : Unreadable.corrupt(ImageFormat.GIF, "it has no picture").refusal();
        } catch (Unreadable e) {
            return e.refusal();
        }
    }

    private void walk(long blocks) throws Unreadable {
        long at = blocks;
        while (true) {
            switch (bytes.u8(at)) {
                case TRAILER -> {
                    return;
                }
                case EXTENSION -> {
                    if (!framed && bytes.u8(at + 1) == CONTROL) {
                        alpha = (bytes.u8(at + 3) & 1) != 0;
                    }
                    at = afterSubBlocks(bytes, at + 2);
                }
                case FRAME -> {
                    framed = true;
                    at = afterSubBlocks(bytes, at + 11 + colourTableBytes(bytes.u8(at + 9)));
                }
                default ->
                        throw Unreadable.corrupt(
                                ImageFormat.GIF, "byte " + at + " starts no block");
            }
        }
    }

    static long afterSubBlocks(Bytes bytes, long from) throws Unreadable {
        long at = from;
        int size = bytes.u8(at);
        while (size != 0) {
            at += 1 + size;
            size = bytes.u8(at);
        }
        return at + 1;
    }

    static int colourTableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }
}
