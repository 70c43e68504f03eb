package io.floracare.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Names what bytes are by their first few, as a courtesy to consumers; nothing relies on it. */
final class ContentTypes {
    static final String UNKNOWN = "application/octet-stream";

    private static final int SEEN = 16;

    private ContentTypes() {}

    /** The media type of an image format that the classifier reads or names, else unknown. */
    static String of(byte[] content) {
        String start = new String(content, 0, Math.min(SEEN, content.length), ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return "image/gif";
        }
        if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return "image/tiff";
        }
        if (start.startsWith("BM") && content.length > 26) {
            return "image/bmp";
        }
        if (start.startsWith("ftyp", 4)) {
            return start.startsWith("avi", 8) ? "image/avif" : "image/heic";
        }
        return start.startsWith("%PDF-") ? "application/pdf" : UNKNOWN;
    }
}
