package io.floracare.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image on its way to an image topic.
 *
 * @param id its {@code ce_id}
 * @param subject its {@code ce_subject}, such as a file's path; null for none
 * @param bytes the encoded image, of any content; not copied
 * @param headers more headers, such as {@code crop}
 */
@SuppressWarnings("ArrayRecordComponent") // up to 20 MiB that nobody compares
public record OutgoingImage(
        String id, @Nullable String subject, byte[] bytes, Map<String, String> headers) {
    /** The longest subject in bytes that the classifier takes over. */
    private static final int MAX_SUBJECT = 1024;

    public OutgoingImage {
        headers = Map.copyOf(headers);
    }

    /**
     * Makes a path a subject: {@code /} between names, no control characters, at most 1024 bytes,
     * of which the last are kept.
     */
    public static String subject(String path) {
        StringBuilder text = new StringBuilder();
        path.codePoints()
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        text.append('%').append("%02X".formatted(c));
                    } else {
                        text.appendCodePoint(c == '\\' ? '/' : c);
                    }
                });
        int start = 0;
        while (text.substring(start).getBytes(StandardCharsets.UTF_8).length > MAX_SUBJECT) {
            start = text.offsetByCodePoints(start, 1);
        }
        return text.substring(start);
    }
}
