package io.floracare.image;

import io.floracare.message.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Names what people send instead of an image that is read. */
final class ForeignFormat {
    private static final int TEXT_SAMPLE = 512;

    /** An image or a document by its first bytes. */
    private record Signature(int at, String bytes, String name) {}

    private static final List<Signature> PICTURES =
            List.of(
                    new Signature(0, "%PDF", "PDF documents"),
                    new Signature(0, "%!PS", "PostScript documents"),
                    new Signature(0, "8BPS", "Photoshop images"),
                    new Signature(0, "\u00ff\n", "JPEG XL images"),
                    new Signature(4, "JXL ", "JPEG XL images"),
                    new Signature(4, "jP  ", "JPEG 2000 images"),
                    new Signature(0, "\u00ffO\u00ffQ", "JPEG 2000 images"),
                    new Signature(0, "II\u00bc\u0001", "JPEG XR images"),
                    new Signature(0, "II+\0", "BigTIFF images"),
                    new Signature(0, "MM\0+", "BigTIFF images"),
                    new Signature(0, "IIU\0", "Panasonic raw photos"),
                    new Signature(0, "IIRO", "Olympus raw photos"),
                    new Signature(0, "FUJIFILMCCD-RAW", "Fujifilm raw photos"),
                    new Signature(0, "\0\0\1\0", "ICO icons"),
                    new Signature(0, "\0\0\2\0", "Windows cursors"),
                    new Signature(0, "v/1\u0001", "OpenEXR images"),
                    new Signature(0, "#?RADIANCE", "Radiance HDR images"),
                    new Signature(0, "qoif", "QOI images"),
                    new Signature(0, "DDS ", "DDS textures"),
                    new Signature(0, "gimp xcf", "GIMP images"),
                    new Signature(0, "SIMPLE  =", "FITS images"),
                    new Signature(128, "DICM", "DICOM images"),
                    new Signature(0, "P4\n", "PNM images"),
                    new Signature(0, "P5\n", "PNM images"),
                    new Signature(0, "P6\n", "PNM images"));

    private static final List<Signature> OTHERS =
            List.of(
                    new Signature(0, "PK\u0003\u0004", "a ZIP archive"),
                    new Signature(0, "\u001f\u008b", "a gzip archive"),
                    new Signature(0, "BZh", "a bzip2 archive"),
                    new Signature(0, "\u00fd7zXZ", "an xz archive"),
                    new Signature(0, "7z\u00bc\u00af", "a 7-Zip archive"),
                    new Signature(0, "Rar!", "a RAR archive"),
                    new Signature(0, "(\u00b5/\u00fd", "a Zstandard archive"),
                    new Signature(257, "ustar", "a tar archive"),
                    new Signature(8, "AVI ", "an AVI video"),
                    new Signature(8, "WAVE", "a sound recording"),
                    new Signature(0, "\u001aE\u00df\u00a3", "a Matroska or WebM video"),
                    new Signature(0, "\0\0\1\u00ba", "an MPEG video"),
                    new Signature(0, "OggS", "an Ogg recording"),
                    new Signature(0, "ID3", "a sound recording"),
                    new Signature(0, "\u007fELF", "a program"),
                    new Signature(0, "MZ", "a program"),
                    new Signature(0, "\u00ca\u00fe\u00ba\u00be", "a Java class"));

    private ForeignFormat() {}

    /** The refusal of bytes that are no image of a format that is read. */
    static Refusal describe(byte[] data) {
        if (Bytes.has(data, 4, "ftyp")) {
            return isoMedia(data);
        }
        for (Signature picture : PICTURES) {
            if (Bytes.has(data, picture.at, picture.bytes)) {
                return unsupported(picture.name);
            }
        }
        for (Signature other : OTHERS) {
            if (Bytes.has(data, other.at, other.bytes)) {
                return noImage("are " + other.name);
            }
        }
        return text(data);
    }

    /** The brands of ISO/IEC 14496-12 containers; "mif1" may be either image format. */
    private static Refusal isoMedia(byte[] data) {
        for (int at = 8; at < Math.min(data.length, 64); at += 4) {
            if (Bytes.has(data, at, "avi") && !Bytes.has(data, at, "avi ")) {
                return unsupported("AVIF images");
            }
            if (Bytes.has(data, at, "hei") || Bytes.has(data, at, "hev")) {
                return unsupported("HEIC images");
            }
        }
        if (Bytes.has(data, 8, "mif1") || Bytes.has(data, 8, "msf1")) {
            return unsupported("HEIF images");
        }
        return Bytes.has(data, 8, "crx ")
                ? unsupported("Canon raw photos")
                : noImage("are an MP4 or QuickTime video");
    }

    private static Refusal text(byte[] data) {
        int sample = Math.min(data.length, TEXT_SAMPLE);
        String start = new String(data, 0, sample, StandardCharsets.UTF_8);
        String lower = start.stripLeading().toLowerCase(Locale.ROOT);
        if (lower.contains("<svg")) {
            return unsupported("SVG drawings");
        }
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return noImage("are an HTML page");
        }
        if (lower.startsWith("<?xml")) {
            return noImage("are an XML document");
        }
        if (lower.startsWith("data:image")) {
            return noImage("are a data URL: send the decoded bytes");
        }
        if (lower.startsWith("{") || lower.startsWith("[")) {
            return noImage("look like JSON text");
        }
        return noImage(isText(data, sample) ? "look like text" : "start as no known format does");
    }

    private static boolean isText(byte[] data, int sample) {
        for (int i = 0; i < sample; i++) {
            if (data[i] >= 0
                    && data[i] < ' '
                    && data[i] != '\n'
                    && data[i] != '\r'
                    && data[i] != '\t') {
                return false;
            }
        }
        try {
            // A character may be cut at the sample's end; leave out what could be its start.
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(
                            ByteBuffer.wrap(
                                    data,
                                    0,
                                    sample == data.length ? sample : utf8End(data, sample)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int utf8End(byte[] data, int end) {
        int at = end;
        while (at > 0 && at > end - 4 && (data[at] & 0xc0) == 0x80) {
            at--;
        }
        return at;
    }

    private static Refusal unsupported(String name) {
        return new Refusal(
                ErrorCode.UNSUPPORTED_FORMAT, name + " are not read; " + ImageFormat.ACCEPTED);
    }

    private static Refusal noImage(String what) {
        return new Refusal(
                ErrorCode.NOT_AN_IMAGE, "the bytes " + what + "; " + ImageFormat.ACCEPTED);
    }
}
