package io.floracare.message;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an image without its pixels.
 *
 * @param format {@code jpeg}, {@code png}, {@code webp}, {@code bmp}, {@code tiff} or {@code gif};
 *     null when the bytes are none of them
 * @param width pixels as displayed (EXIF orientation applied); null when the header cannot be read
 * @param height as {@code width}
 * @param bytes size of the encoded image
 * @param sha256 digest of the encoded image, 64 lower-case hex digits; null when there are no bytes
 */
public record ImageInfo(
        @Nullable String format,
        @Nullable Integer width,
        @Nullable Integer height,
        int bytes,
        @Nullable String sha256) {}
