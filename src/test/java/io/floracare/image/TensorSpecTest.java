package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.image.TensorSpec.Order;
import io.floracare.image.TensorSpec.Resize;
import io.floracare.image.TensorSpec.Triple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorSpecTest {
    private static final Triple HALF = new Triple(0.5f, 0.5f, 0.5f);

    private static TensorSpec spec(int size, Resize resize, int resizeSize, boolean crop) {
        return new TensorSpec(size, resize, resizeSize, crop, Order.RGB, HALF, HALF);
    }

    @ParameterizedTest
    @CsvSource({
        "SHORT_SIDE, 256, true, 256, 256, 256, 256",
        "SHORT_SIDE, 256, true, 500, 333, 384, 256",
        "SHORT_SIDE, 256, true, 333, 500, 256, 384",
        "SHORT_SIDE, 256, true, 3, 4, 256, 341",
        "SHORT_SIDE, 256, true, 1000, 999, 256, 256",
        "SHORT_SIDE, 224, true, 100, 80, 280, 224",
        "SQUASH, 224, false, 100, 80, 224, 224",
        "SQUASH, 240, true, 1000, 80, 240, 240",
        "NONE, 224, true, 300, 290, 300, 290"
    })
    void resizes_as_the_model_package_says(
            Resize resize,
            int resizeSize,
            boolean crop,
            int width,
            int height,
            int newWidth,
            int newHeight) {
        Geometry geometry = Geometry.of(spec(224, resize, resizeSize, crop), width, height);

        assertThat(geometry)
                .isEqualTo(
                        new Geometry(
                                newWidth,
                                newHeight,
                                (newWidth - 224) / 2,
                                (newHeight - 224) / 2,
                                224));
    }

    @Test
    void refuses_rules_that_give_no_square_input() {
        assertThatThrownBy(() -> spec(224, Resize.SHORT_SIDE, 200, true))
                .hasMessageContaining("224");
        assertThatThrownBy(() -> spec(224, Resize.SHORT_SIDE, 224, false))
                .hasMessageContaining("squash");
        assertThatThrownBy(() -> spec(224, Resize.NONE, 224, false)).hasMessageContaining("squash");
        assertThatThrownBy(() -> spec(0, Resize.NONE, 224, true)).hasMessageContaining("size 0");
    }

    @Test
    void refuses_a_standard_deviation_of_zero() {
        assertThatThrownBy(() ->
                        new TensorSpec(
                                224,
                                Resize.SQUASH,
                                224,
                                false,
                                Order.RGB,
                                HALF,
                                new Triple(1, 0, 1)))
                .hasMessageContaining("deviation");
    }

    @Test
    void refuses_limits_that_nothing_meets() {
        assertThatThrownBy(() -> new ImageLimits(0, 1, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new ImageLimits(1, 1L << 29, 1)).hasMessageContaining("at most");
    }
}
