package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.message.ImageFeatures;
import java.nio.ByteBuffer;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureExtractorTest {
    private static final int SIDE = 64;

    /**
     * @param colour 0xRRGGBB at x, y
     */
    private static ImageFeatures measure(IntBinaryOperator colour) {
        ByteBuffer data = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int rgb = colour.applyAsInt(x, y);
                data.put((byte) rgb).put((byte) (rgb >> 8)).put((byte) (rgb >> 16));
            }
        }
        Header header = new Header(ImageFormat.PNG, 300, 200, 6, true, false, true);
        return new FeatureExtractor().measure(new Pixels(data, SIDE, SIDE), header);
    }

    @Test
    void a_picture_of_one_colour_is_blank() {
        ImageFeatures features = measure((x, y) -> 0x808080);

        assertThat(features)
                .isEqualTo(
                        new ImageFeatures(
                                128,
                                0,
                                1 / 3f,
                                1 / 3f,
                                1 / 3f,
                                200 / 300f,
                                60_000,
                                0,
                                0,
                                0,
                                "0000000000000000",
                                true,
                                true,
                                false,
                                true));
    }

    @Test
    void half_black_and_half_white_has_the_highest_contrast() {
        ImageFeatures features = measure((x, y) -> x < SIDE / 2 ? 0 : 0xffffff);

        assertThat(features.brightness()).isEqualTo(127.5f);
        assertThat(features.contrast()).isEqualTo(127.5f);
        assertThat(features.greyEntropy()).isCloseTo(1, within(1e-6f));
        assertThat(features.blank()).isFalse();
        // Two of 62 inner columns see the edge, as +255 and -255.
        assertThat(features.sharpness()).isCloseTo(2 / 62f * 255 * 255, within(0.01f));
    }

    @ParameterizedTest
    @CsvSource({
        "0x20c040, 1",
        "0xc0c040, 0",
        "0x40c0c0, 0",
        "0xc04020, 0",
        "0x404140, 1",
        "0x000000, 0"
    })
    void green_is_what_exceeds_red_and_blue(String colour, float share) {
        int rgb = Integer.decode(colour);

        assertThat(measure((x, y) -> rgb).greenShare()).isEqualTo(share);
    }

    @Test
    void colour_shares_add_up_to_one() {
        ImageFeatures features = measure((x, y) -> 0x102030);

        assertThat(features.red()).isCloseTo(1 / 6f, within(1e-6f));
        assertThat(features.green()).isCloseTo(2 / 6f, within(1e-6f));
        assertThat(features.blue()).isCloseTo(3 / 6f, within(1e-6f));
    }

    @Test
    void grey_is_rec_601_luma() {
        assertThat(measure((x, y) -> 0xff0000).brightness()).isEqualTo(76);
        assertThat(measure((x, y) -> 0x00ff00).brightness()).isEqualTo(150);
        assertThat(measure((x, y) -> 0x0000ff).brightness()).isEqualTo(29);
    }

    @Test
    void the_hash_has_a_bit_where_the_right_neighbour_is_brighter() {
        assertThat(measure((x, y) -> x * 0x010101).perceptualHash()).isEqualTo("ffffffffffffffff");
        assertThat(measure((x, y) -> (63 - x) * 0x010101).perceptualHash())
                .isEqualTo("0000000000000000");
        assertThat(measure((x, y) -> y < SIDE / 2 ? x * 0x010101 : 0).perceptualHash())
                .isEqualTo("ffffffff00000000");
    }

    @Test
    void every_level_once_has_eight_bits_of_entropy() {
        ImageFeatures features = measure((x, y) -> (y % 4 * SIDE + x) * 0x010101);

        assertThat(features.greyEntropy()).isCloseTo(8, within(1e-5f));
    }

    @ParameterizedTest
    @CsvSource({
        "large-1200x900.jpg, 1080000",
        "lossy.webp, 89600",
        "wide-900x120.jpg, 108000",
        "cmyk.jpg, 65536"
    })
    void a_photo_has_the_properties_of_its_reduced_form(String name, long area) {
        try (ImageReader reader = new ImageReader(ImageLimits.DEFAULT)) {
            ReadOutcome.Read read =
                    (ReadOutcome.Read) reader.read(SampleImages.resource(name), Specs.LEVELS);

            ImageFeatures features = read.picture().features();

            assertThat(features).isEqualTo(read.picture().features());
            assertThat(features.brightness()).isBetween(40f, 220f);
            assertThat(features.contrast()).isBetween(5f, 100f);
            assertThat(features.sharpness()).isBetween(1f, 5_000f);
            assertThat(features.perceptualHash()).matches("[0-9a-f]{16}");
            assertThat(features.area()).isEqualTo(area);
        }
    }
}
