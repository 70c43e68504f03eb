package io.floracare.image;

import org.jspecify.annotations.Nullable;

/** Recognises a format by its first bytes, never by a name, and reads its header. */
final class HeaderProbe {
    private HeaderProbe() {}

    static Probe probe(byte[] data) {
        ImageFormat format = format(data);
        if (format == null) {
            return new Probe.Other(null, ForeignFormat.describe(data));
        }
        Bytes bytes = new Bytes(data, format);
        try {
            return switch (format) {
                case JPEG -> JpegProbe.probe(bytes);
                case PNG -> PngProbe.probe(bytes);
                case WEBP -> WebpProbe.probe(bytes);
                case BMP -> BmpProbe.probe(bytes);
                case TIFF -> TiffProbe.probe(bytes);
                case GIF -> GifProbe.probe(bytes);
            };
        } catch (Unreadable e) {
            return new Probe.Other(format, e.refusal());
        }
    }

    private static @Nullable ImageFormat format(byte[] data) {
        if (Bytes.has(data, 0, "\u00ff\u00d8\u00ff")) {
            return ImageFormat.JPEG;
        }
        if (Bytes.has(data, 0, "\u0089PNG\r\n\u001a\n")) {
            return ImageFormat.PNG;
        }
        if (Bytes.has(data, 0, "RIFF") && Bytes.has(data, 8, "WEBP")) {
            return ImageFormat.WEBP;
        }
        if (Bytes.has(data, 0, "II*\0") || Bytes.has(data, 0, "MM\0*")) {
            return ImageFormat.TIFF;
        }
        if (Bytes.has(data, 0, "GIF87a") || Bytes.has(data, 0, "GIF89a")) {
            return ImageFormat.GIF;
        }
        return BmpProbe.recognises(data) ? ImageFormat.BMP : null;
    }
}
