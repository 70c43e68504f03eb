package io.floracare.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentTypesTest {
    @ParameterizedTest
    @CsvSource({
        "ffd8ffe000104a46, image/jpeg",
        "89504e470d0a1a0a, image/png",
        "52494646aaaaaaaa57454250, image/webp",
        "474946383961, image/gif",
        "49492a00, image/tiff",
        "4d4d002a, image/tiff",
        "424d000000000000000000000000000000000000000000000000000000, image/bmp",
        "0000001c667479706865696300, image/heic",
        "0000001c667479706176696600, image/avif",
        "255044462d312e37, application/pdf",
        "68656c6c6f, application/octet-stream",
        "'', application/octet-stream"
    })
    void names_content_by_its_first_bytes(String hex, String expected) {
        assertThat(ContentTypes.of(java.util.HexFormat.of().parseHex(hex))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"BM", "RIFF1234WEB", "GIF8"})
    void does_not_take_a_piece_of_a_signature_for_it(String text) {
        assertThat(ContentTypes.of(text.getBytes(ISO_8859_1))).isEqualTo(ContentTypes.UNKNOWN);
    }
}
