package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.message.ErrorCode;
import io.floracare.message.ImageInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReaderTest {
    private final ImageReader reader = new ImageReader(ImageLimits.DEFAULT, () -> 0);
    private final SampleImages samples = new SampleImages();

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void says_what_is_known_of_an_image_as_it_is_displayed() {
        ReadOutcome outcome =
                reader.read(SampleImages.resource("tall-333x500-orientation-6.jpg"), Specs.LEVELS);

        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        assertThat(outcome.info())
                .isEqualTo(new ImageInfo("jpeg", 500, 333, 10_211, outcome.info().sha256()));
        assertThat(outcome.info().sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void refuses_no_bytes() {
        ReadOutcome.Refused refused = refused(new byte[0], ImageLimits.DEFAULT);

        assertThat(refused.code()).isEqualTo(ErrorCode.EMPTY);
        assertThat(refused.info()).isEqualTo(new ImageInfo(null, null, null, 0, null));
    }

    @Test
    void refuses_more_bytes_than_the_limit() {
        byte[] image = SampleImages.resource("baseline.jpg");

        ReadOutcome.Refused refused =
                refused(image, new ImageLimits(image.length - 1, 1 << 20, 16));

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_BYTES);
        assertThat(refused.message()).contains("19063 bytes").contains("19062");
        assertThat(refused.info().width()).isEqualTo(256);
    }

    @Test
    void refuses_more_pixels_than_the_limit() {
        ReadOutcome.Refused refused =
                refused(
                        SampleImages.resource("lossy.webp"),
                        new ImageLimits(1 << 20, 320 * 280 - 1, 16));

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_PIXELS);
        assertThat(refused.message()).contains("320×280").contains("89599");
    }

    @Test
    void refuses_an_image_with_a_side_shorter_than_the_limit() {
        byte[] narrow = samples.encoded(1, 15, 300, "png");

        ReadOutcome.Refused refused = refused(narrow, ImageLimits.DEFAULT);

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_SMALL);
        assertThat(refused.message()).contains("15×300").contains("at least 16");
    }

    @Test
    void refuses_an_image_smaller_than_an_input_that_is_not_resized() {
        TensorSpec cropped =
                new TensorSpec(
                        224,
                        TensorSpec.Resize.NONE,
                        224,
                        true,
                        TensorSpec.Order.RGB,
                        Specs.LEVELS.mean(),
                        Specs.LEVELS.std());

        ReadOutcome outcome = reader.read(SampleImages.resource("plain.bmp"), cropped);

        assertThat(((ReadOutcome.Refused) outcome).code()).isEqualTo(ErrorCode.TOO_SMALL);
    }

    @Test
    void refuses_a_damaged_picture_behind_a_good_header() {
        byte[] image = SampleImages.resource("grey.png");
        Arrays.fill(image, 60, image.length - 40, (byte) 0x55);

        ReadOutcome.Refused refused = refused(image, ImageLimits.DEFAULT);

        assertThat(refused.code()).isIn(ErrorCode.CORRUPT, ErrorCode.TRUNCATED);
    }

    private static ReadOutcome.Refused refused(byte[] image, ImageLimits limits) {
        try (ImageReader limited = new ImageReader(limits)) {
            return (ReadOutcome.Refused) limited.read(image, Specs.LEVELS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "255, 255, 1",
        "511, 800, 1",
        "512, 512, 1",
        "1023, 2000, 1",
        "1024, 1200, 2",
        "2448, 3264, 4",
        "2867, 4000, 4",
        "2868, 4000, 8",
        "9000, 6000, 8"
    })
    void decodes_a_jpeg_smaller_while_enough_more_than_the_wanted_pixels_are_left(
            int width, int height, int reduction) {
        Header header = new Header(ImageFormat.JPEG, width, height, 1, false, false, false);

        assertThat(ImageReader.reduction(header, Specs.LEVELS)).isEqualTo(reduction);
    }

    @Test
    void normalises_as_torchvision_does() {
        TensorSpec spec =
                new TensorSpec(
                        224,
                        TensorSpec.Resize.SHORT_SIDE,
                        256,
                        true,
                        TensorSpec.Order.BGR,
                        new TensorSpec.Triple(0.485f, 0.456f, 0.406f),
                        new TensorSpec.Triple(0.229f, 0.224f, 0.225f));
        FloatBuffer levels = Specs.tensor(Specs.LEVELS);
        FloatBuffer normalised = Specs.tensor(spec);
        ReadOutcome.Read read =
                (ReadOutcome.Read) reader.read(SampleImages.resource("baseline.jpg"), spec);
        read.picture().toTensor(Specs.LEVELS, levels);
        read.picture().toTensor(spec, normalised);

        int plane = 224 * 224;
        for (int i = 0; i < plane; i += 97) {
            float blue = Math.round(levels.get(2 * plane + i));
            float red = Math.round(levels.get(i));
            assertThat(normalised.get(i)).isEqualTo((blue / 255f - 0.485f) / 0.229f);
            assertThat(normalised.get(2 * plane + i)).isEqualTo((red / 255f - 0.406f) / 0.225f);
        }
        assertThat(normalised.position()).isZero();
    }

    @Test
    void a_picture_is_refused_once_the_reader_has_read_another() {
        byte[] image = SampleImages.resource("baseline.jpg");
        Picture earlier = ((ReadOutcome.Read) reader.read(image, Specs.LEVELS)).picture();
        reader.read(image, Specs.LEVELS);

        assertThatThrownBy(() -> earlier.toTensor(Specs.LEVELS, Specs.tensor(Specs.LEVELS)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(earlier::features).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void memory_of_a_huge_picture_is_given_back_with_the_next_small_one() {
        byte[] huge = Bombs.png(4_000, 3_000, Bombs.deflated(3_000 * (4_000L * 3 + 1)));
        assertThat(reader.read(huge, Specs.LEVELS)).isInstanceOf(ReadOutcome.Read.class);
        assertThat(reader.heldBytes()).isGreaterThan(36_000_000);

        reader.read(SampleImages.resource("baseline.jpg"), Specs.LEVELS);

        assertThat(reader.heldBytes()).isLessThan(2_000_000);
    }
}
