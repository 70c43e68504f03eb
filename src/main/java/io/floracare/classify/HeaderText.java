package io.floracare.classify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads untrusted header values: bounded, UTF-8, without control characters; anything else counts
 * as absent.
 */
final class HeaderText {
    private HeaderText() {}

    /**
     * The last header of a name as text.
     *
     * @param maxBytes longest accepted value
     * @return null when it is absent, empty, too long, not UTF-8 or holds a control character
     */
    static @Nullable String read(Headers headers, String name, int maxBytes) {
        byte[] value = bytes(headers, name, maxBytes);
        if (value == null || value.length == 0) {
            return null;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return null;
            }
        }
        return text;
    }

    /**
     * The last header of a name as bytes; null when it is absent or longer than {@code maxBytes}.
     */
    static byte @Nullable [] bytes(Headers headers, String name, int maxBytes) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            return null;
        }
        byte[] value = header.value();
        return value == null || value.length > maxBytes ? null : value;
    }
}
