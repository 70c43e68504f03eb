package io.floracare.image;

import org.jspecify.annotations.Nullable;

/** Reads a Windows bitmap's file header and information header. */
final class BmpProbe {
    private static final int CORE_HEADER = 12;
    private static final int NOT_COMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;

    private BmpProbe() {}

    /** Whether the two letters are followed by an information header: text may start with "BM". */
    static boolean recognises(byte[] data) {
        if (!Bytes.has(data, 0, "BM")
                || data.length < 18
                || (data[15] | data[16] | data[17]) != 0) {
            return false;
        }
        return switch (data[14]) {
            case CORE_HEADER, 16, 40, 52, 56, 64, 108, 124 -> true;
            default -> false;
        };
    }

    static Probe probe(Bytes bytes) throws Unreadable {
        boolean core = bytes.u8(14) <= 16;
        long width = core ? bytes.u16(18, false) : (int) bytes.u32(18, false);
        long height = core ? bytes.u16(20, false) : Math.abs((long) (int) bytes.u32(22, false));
        int bits = bytes.u16(core ? 24 : 28, false);
        long compression = core ? NOT_COMPRESSED : bytes.u32(30, false);
        if (width < 1 || height < 1 || height > Integer.MAX_VALUE) {
            throw Unreadable.corrupt(
                    ImageFormat.BMP, "its header says " + width + "×" + height + " pixels");
        }
        if (compression == 4 || compression == 5) {
            throw Unreadable.unsupported("BMP files that wrap a JPEG or PNG are");
        }
        boolean alpha = bits == 32 && bytes.u8(14) >= 56 && bytes.u32(66, false) != 0;
        Header header =
                new Header(ImageFormat.BMP, (int) width, (int) height, 1, false, alpha, false);
        return new Probe.Image(header, defect(bytes, header, bits, compression));
    }

    private static @Nullable Refusal defect(
            Bytes bytes, Header header, int bits, long compression) {
        try {
            boolean plain =
                    compression == NOT_COMPRESSED
                            || compression == BIT_FIELDS
                            || compression == ALPHA_BIT_FIELDS;
            long rowBytes = ((long) header.width() * bits + 31) / 32 * 4;
            long end =
                    plain ? bytes.u32(10, false) + rowBytes * header.height() : bytes.u32(2, false);
            bytes.u8(Math.max(end, 1) - 1);
            return null;
        } catch (Unreadable e) {
            return e.refusal();
        }
    }
}
