package io.floracare.image;

import org.jspecify.annotations.Nullable;

/**
 * Walks a JPEG file's markers (ITU-T T.81, annex B) from the first to the end marker. A decoder
 * fills what is missing of a truncated file with grey and says nothing, hence the walk.
 */
final class JpegProbe {
    /** A progressive file that repeats scans costs time out of proportion to its bytes. */
    private static final int MAX_SCANS = 100;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final int TEM = 0x01;

    private final Bytes bytes;
    private int width;
    private int height;
    private int components;
    private int scans;
    private int orientation = 1;
    private boolean exif;

    private JpegProbe(Bytes bytes) {
        this.bytes = bytes;
    }

    static Probe probe(Bytes bytes) throws Unreadable {
        JpegProbe probe = new JpegProbe(bytes);
        long scan = probe.walkTo(SOS, 2);
        Header header =
                new Header(
                        ImageFormat.JPEG,
                        probe.width,
                        probe.height,
                        probe.orientation,
                        probe.components == 1,
                        false,
                        probe.exif);
        return new Probe.Image(header, probe.defectFrom(scan));
    }

    private @Nullable Refusal defectFrom(long scan) {
        try {
            walkTo(EOI, scan);
            return null;
        } catch (Unreadable e) {
            return e.refusal();
        }
    }

    /** Reads segments until the marker; returns where it stands. */
    private long walkTo(int wanted, long from) throws Unreadable {
        long at = from;
        while (true) {
            at = bytes.indexOfFf((int) Math.min(at, bytes.length()));
            int marker = bytes.u8(at + 1);
            if (marker == wanted) {
                requirePicture(marker);
                return at;
            }
            if (marker == 0xff) {
                at++;
            } else if (marker == 0 || marker == TEM || (marker >= 0xd0 && marker <= SOI)) {
                at += 2;
            } else if (marker == EOI) {
                throw Unreadable.corrupt(ImageFormat.JPEG, "it has no picture");
            } else {
                int size = bytes.u16(at + 2, true);
                if (size < 2) {
                    throw Unreadable.corrupt(ImageFormat.JPEG, "a segment has an impossible size");
                }
                segment(marker, at + 4, size - 2);
                at += 2 + size;
            }
        }
    }

    private void requirePicture(int marker) throws Unreadable {
        if (width == 0 || height == 0) {
            throw Unreadable.corrupt(
                    ImageFormat.JPEG, "marker " + Integer.toHexString(marker) + " before a size");
        }
    }

    private void segment(int marker, long at, int size) throws Unreadable {
        if (marker == APP1 && !exif && size > 6 && bytes.has(at, "Exif\0\0")) {
            exif = true;
            orientation = ExifOrientation.read(bytes, at);
        } else if (marker == SOS) {
            if (++scans > MAX_SCANS) {
                throw Unreadable.corrupt(
                        ImageFormat.JPEG, "it has more than " + MAX_SCANS + " scans");
            }
        } else if (isFrame(marker)) {
            frame(marker, at);
        }
    }

    private static boolean isFrame(int marker) {
        // 0xc4, 0xc8 and 0xcc lie among the frame markers but define tables; 0xf7 is JPEG-LS.
        return (marker >= 0xc0 && marker <= 0xcf && (marker & 3) != 0)
                || marker == 0xc0
                || marker == 0xf7;
    }

    private void frame(int marker, long at) throws Unreadable {
        switch (marker) {
            case 0xc0, 0xc1, 0xc2, 0xc9, 0xca -> {}
            case 0xf7 -> throw Unreadable.unsupported("JPEG-LS images are");
            default -> throw Unreadable.unsupported("lossless and hierarchical JPEG images are");
        }
        int bits = bytes.u8(at);
        if (bits != 8) {
            throw Unreadable.unsupported("JPEG images of " + bits + " bits a channel are");
        }
        height = bytes.u16(at + 1, true);
        width = bytes.u16(at + 3, true);
        components = bytes.u8(at + 5);
    }
}
