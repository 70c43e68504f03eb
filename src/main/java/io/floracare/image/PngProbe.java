package io.floracare.image;

/** Walks a PNG file's chunks (ISO/IEC 15948) from the header to the end chunk. */
final class PngProbe {
    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_BYTES = 12;

    private PngProbe() {}

    static Probe probe(Bytes bytes) throws Unreadable {
        if (!bytes.has(SIGNATURE_BYTES + 4, "IHDR")) {
            bytes.u8(SIGNATURE_BYTES + 7);
            throw Unreadable.corrupt(ImageFormat.PNG, "its first chunk is not IHDR");
        }
        long width = bytes.u32(16, true);
        long height = bytes.u32(20, true);
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw Unreadable.corrupt(
                    ImageFormat.PNG, "its header says " + width + "×" + height + " pixels");
        }
        int colour = bytes.u8(25);
        boolean grey = (colour & 2) == 0;
        boolean alpha = (colour & 4) != 0;
        boolean exif = false;
        int orientation = 1;
        Refusal defect = null;
        try {
            long at = SIGNATURE_BYTES;
            while (!bytes.has(at + 4, "IEND")) {
                alpha |= bytes.has(at + 4, "tRNS");
                if (!exif && bytes.has(at + 4, "eXIf")) {
                    exif = true;
                    orientation = ExifOrientation.read(bytes, at + 8);
                }
                at += CHUNK_BYTES + bytes.u32(at, true);
            }
            bytes.u8(at + CHUNK_BYTES - 1);
        } catch (Unreadable e) {
            defect = e.refusal();
        }
        return new Probe.Image(
                new Header(
                        ImageFormat.PNG, (int) width, (int) height, orientation, grey, alpha, exif),
                defect);
    }
}
