package io.floracare.image;

import java.util.Locale;

/** The formats that are read. */
enum ImageFormat {
    JPEG("JPEG"),
    PNG("PNG"),
    WEBP("WebP"),
    BMP("BMP"),
    TIFF("TIFF"),
    GIF("GIF");

    /** What a sender may do instead, the end of many sentences. */
    static final String ACCEPTED = "send JPEG, PNG, WebP, BMP, TIFF or GIF";

    private final String title;
    private final String wire = name().toLowerCase(Locale.ROOT);

    ImageFormat(String title) {
        this.title = title;
    }

    /** The name for people. */
    String title() {
        return title;
    }

    /** The name in results, such as {@code jpeg}. */
    String wire() {
        return wire;
    }
}
