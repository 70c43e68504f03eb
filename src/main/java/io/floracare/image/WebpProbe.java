package io.floracare.image;

import org.jspecify.annotations.Nullable;

/** Reads a WebP file's RIFF chunks (RFC 9649). */
final class WebpProbe {
    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_BYTES = 8;

    private final Bytes bytes;
    private int width;
    private int height;
    private boolean alpha;
    private boolean exif;
    private int orientation = 1;

    private WebpProbe(Bytes bytes) {
        this.bytes = bytes;
    }

    static Probe probe(Bytes bytes) throws Unreadable {
        WebpProbe probe = new WebpProbe(bytes);
        probe.size();
        Refusal defect = probe.chunks();
        return new Probe.Image(
                new Header(
                        ImageFormat.WEBP,
                        probe.width,
                        probe.height,
                        probe.orientation,
                        false,
                        probe.alpha,
                        probe.exif),
                defect);
    }

    private void size() throws Unreadable {
        long at = RIFF_BYTES + CHUNK_BYTES;
        if (bytes.has(RIFF_BYTES, "VP8X")) {
            alpha = (bytes.u8(at) & 0x10) != 0;
            width = 1 + (int) (bytes.u32(at + 3, false) >> 8);
            height = 1 + (bytes.u16(at + 7, false) | bytes.u8(at + 9) << 16);
        } else if (bytes.has(RIFF_BYTES, "VP8L")) {
            if (bytes.u8(at) != 0x2f) {
                throw Unreadable.corrupt(ImageFormat.WEBP, "its lossless signature is missing");
            }
            long bits = bytes.u32(at + 1, false);
            width = 1 + (int) (bits & 0x3fff);
            height = 1 + (int) (bits >> 14 & 0x3fff);
            alpha = (bits >> 28 & 1) != 0;
        } else if (bytes.has(RIFF_BYTES, "VP8 ")) {
            width = bytes.u16(at + 6, false) & 0x3fff;
            height = bytes.u16(at + 8, false) & 0x3fff;
            if (!bytes.has(at + 3, "\u009d\u0001*") || width == 0 || height == 0) {
                throw Unreadable.corrupt(ImageFormat.WEBP, "its key frame has no size");
            }
        } else {
            bytes.u8(at);
            throw Unreadable.corrupt(ImageFormat.WEBP, "its first chunk is no picture");
        }
    }

    private @Nullable Refusal chunks() {
        try {
            long end = 8 + bytes.u32(4, false);
            bytes.u8(end - 1);
            for (long at = RIFF_BYTES; at + CHUNK_BYTES <= end; ) {
                long size = bytes.u32(at + 4, false);
                if (at + CHUNK_BYTES + size > end) {
                    throw Unreadable.truncated(ImageFormat.WEBP, "a chunk passes the end");
                }
                if (!exif && bytes.has(at, "EXIF")) {
                    exif = true;
                    orientation = ExifOrientation.read(bytes, at + CHUNK_BYTES);
                }
                at += CHUNK_BYTES + size + (size & 1);
            }
            return null;
        } catch (Unreadable e) {
            return e.refusal();
        }
    }
}
