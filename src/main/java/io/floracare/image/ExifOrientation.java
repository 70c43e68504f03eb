package io.floracare.image;

/**
 * Reads the orientation (tag 274) from the first directory of a TIFF structure, as EXIF metadata
 * is. Anything odd means "upright": metadata never makes an image refused.
 */
final class ExifOrientation {
    private static final int TAG = 274;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    /**
     * The orientation, 1 to 8.
     *
     * @param from start of the TIFF structure, or of "Exif\0\0" before it
     */
    static int read(Bytes bytes, long from) {
        try {
            return parse(bytes, bytes.has(from, "Exif\0\0") ? from + 6 : from);
        } catch (Unreadable hostile) {
            return 1;
        }
    }

    private static int parse(Bytes bytes, long tiff) throws Unreadable {
        boolean bigEndian = bytes.has(tiff, "MM\0*");
        if (!bigEndian && !bytes.has(tiff, "II*\0")) {
            return 1;
        }
        long entry = entry(bytes, tiff, bigEndian);
        return entry < 0 ? 1 : value(bytes, entry, bigEndian);
    }

    /** Where the tag's entry stands; -1 when there is none. */
    private static long entry(Bytes bytes, long tiff, boolean bigEndian) throws Unreadable {
        long directory = tiff + bytes.u32(tiff + 4, bigEndian);
        int entries = bytes.u16(directory, bigEndian);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_BYTES;
            if (bytes.u16(entry, bigEndian) == TAG) {
                return entry;
            }
        }
        return -1;
    }

    private static int value(Bytes bytes, long entry, boolean bigEndian) throws Unreadable {
        if (bytes.u32(entry + 4, bigEndian) != 1) {
            return 1;
        }
        long value =
                switch (bytes.u16(entry + 2, bigEndian)) {
                    case BYTE -> bytes.u8(entry + 8);
                    case SHORT -> bytes.u16(entry + 8, bigEndian);
                    case LONG -> bytes.u32(entry + 8, bigEndian);
                    default -> 1;
                };
        return value >= 1 && value <= 8 ? (int) value : 1;
    }
}
