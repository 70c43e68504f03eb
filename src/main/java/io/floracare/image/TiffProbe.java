package io.floracare.image;

import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Reads the first directory of a TIFF file (TIFF 6.0) and checks that its pixels lie inside. */
final class TiffProbe {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int STRIP_BYTES = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int EXIF = 34665;
    private static final int DNG_VERSION = 50706;

    /** The rest of an entry, little-endian: one 16-bit number, 1; and where each byte stands. */
    private static final byte[] UPRIGHT = {3, 0, 1, 0, 0, 0, 1, 0, 0, 0};

    private static final int[] BIG_ENDIAN_ORDER = {1, 0, 5, 4, 3, 2, 7, 6, 9, 8};

    private final Bytes bytes;
    private final boolean bigEndian;
    private final long directory;

    private TiffProbe(Bytes bytes) throws Unreadable {
        this.bytes = bytes;
        this.bigEndian = bytes.has(0, "MM");
        this.directory = bytes.u32(4, bigEndian);
    }

    static Probe probe(Bytes bytes) throws Unreadable {
        if (bytes.has(8, "CR\u0002")) {
            throw Unreadable.unsupported("Canon raw photos are");
        }
        TiffProbe probe = new TiffProbe(bytes);
        if (probe.entry(DNG_VERSION) >= 0) {
            throw Unreadable.unsupported("DNG raw photos are");
        }
        long bits = probe.number(BITS, 1);
        if (bits > 16) {
            throw Unreadable.unsupported("TIFF images of " + bits + " bits a channel are");
        }
        return new Probe.Image(probe.header(), probe.defect());
    }

    /**
     * Makes a TIFF file one upright page: the decoder would turn a picture itself, differently for
     * each kind of sample, and would follow the chain of pages to count them.
     *
     * @param copy the file in native memory, which is changed
     * @param original the same bytes, which were probed
     */
    static void isolate(BytePointer copy, byte[] original) {
        try {
            TiffProbe probe = new TiffProbe(new Bytes(original, ImageFormat.TIFF));
            int entries = probe.bytes.u16(probe.directory, probe.bigEndian);
            for (int i = 0; i < entries; i++) {
                long at = probe.directory + 2 + i * 12L;
                if (probe.bytes.u16(at, probe.bigEndian) == ORIENTATION) {
                    for (int k = 0; k < UPRIGHT.length; k++) {
                        int mirrored = probe.bigEndian ? BIG_ENDIAN_ORDER[k] : k;
                        copy.put(at + 2 + k, UPRIGHT[mirrored]);
                    }
                }
            }
            long next = probe.directory + 2 + entries * 12L;
            for (long at = next; at < Math.min(next + 4, original.length); at++) {
                copy.put(at, (byte) 0);
            }
        } catch (Unreadable impossible) {
            throw new IllegalStateException("the directory was read before", impossible);
        }
    }

    private Header header() throws Unreadable {
        long width = number(WIDTH, 0);
        long height = number(HEIGHT, 0);
        // Tiles are allocated whole, so a tile counts where it is larger than the picture.
        long spanX = Math.max(width, number(TILE_WIDTH, 0));
        long spanY = Math.max(height, number(TILE_HEIGHT, 0));
        if (width < 1
                || height < 1
                || spanX > Integer.MAX_VALUE
                || spanY > Integer.MAX_VALUE
                || spanX - width > 4096
                || spanY - height > 4096) {
            throw Unreadable.corrupt(
                    ImageFormat.TIFF,
                    "its header says "
                            + width
                            + "×"
                            + height
                            + " pixels in pieces of "
                            + spanX
                            + "×"
                            + spanY);
        }
        return new Header(
                ImageFormat.TIFF,
                (int) width,
                (int) height,
                ExifOrientation.read(bytes, 0),
                number(PHOTOMETRIC, 2) <= 1,
                entry(EXTRA_SAMPLES) >= 0,
                entry(EXIF) >= 0);
    }

    private @Nullable Refusal defect() {
        try {
            boolean tiled = entry(TILE_OFFSETS) >= 0;
            long offsets = required(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
            long sizes = required(tiled ? TILE_BYTES : STRIP_BYTES);
            long pieces = bytes.u32(offsets + 4, bigEndian);
            for (long i = 0; i < pieces; i++) {
                long end = element(offsets, i) + element(sizes, i);
                bytes.u8(Math.max(end, 1) - 1);
            }
            return null;
        } catch (Unreadable e) {
            return e.refusal();
        }
    }

    private long required(int tag) throws Unreadable {
        long entry = entry(tag);
        if (entry < 0) {
            throw Unreadable.corrupt(ImageFormat.TIFF, "tag " + tag + " is missing");
        }
        return entry;
    }

    private long number(int tag, long absent) throws Unreadable {
        long entry = entry(tag);
        return entry < 0 ? absent : element(entry, 0);
    }

    /** Where the tag's 12-byte entry stands; -1 when there is none. */
    private long entry(int tag) throws Unreadable {
        int entries = bytes.u16(directory, bigEndian);
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + i * 12L;
            if (bytes.u16(at, bigEndian) == tag) {
                return at;
            }
        }
        return -1;
    }

    private long element(long entry, long index) throws Unreadable {
        boolean words = bytes.u16(entry + 2, bigEndian) == 3;
        long size = words ? 2 : 4;
        boolean inline = bytes.u32(entry + 4, bigEndian) * size <= 4;
        long at = (inline ? entry + 8 : bytes.u32(entry + 8, bigEndian)) + index * size;
        return words ? bytes.u16(at, bigEndian) : bytes.u32(at, bigEndian);
    }
}
