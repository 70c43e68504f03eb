package io.floracare.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeafRendererTest {
    private final LeafRenderer renderer = new LeafRenderer();

    @Test
    void equal_drawings_give_equal_bytes() {
        LeafDrawing drawing = LeafDrawing.of(7, 256, 256);

        byte[] first = renderer.jpeg(drawing, 0.9f);
        byte[] second = new LeafRenderer().jpeg(drawing, 0.9f);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void many_threads_draw_what_one_draws() {
        List<String> alone = IntStream.range(0, 24).mapToObj(this::digest).toList();
        List<String> together = IntStream.range(0, 24).parallel().mapToObj(this::digest).toList();

        assertThat(together).isEqualTo(alone);
    }

    private String digest(int seed) {
        return new String(renderer.png(LeafDrawing.of(seed, 64, 64)), StandardCharsets.ISO_8859_1);
    }

    @Test
    void other_seeds_give_other_leaves() {
        Set<String> pictures = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            pictures.add(digest(seed));
        }
        assertThat(pictures).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "256, 256", "640, 320", "90, 700"})
    void draws_at_any_size(int width, int height) throws IOException {
        byte[] png = renderer.png(LeafDrawing.of(3, width, height));

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(read.getWidth()).isEqualTo(width);
        assertThat(read.getHeight()).isEqualTo(height);
    }

    @Test
    void most_drawings_show_green_in_the_middle() {
        int green = 0;
        for (int seed = 0; seed < 60; seed++) {
            int pixel = renderer.draw(LeafDrawing.of(seed, 64, 64)).getRGB(32, 32);
            int red = pixel >> 16 & 0xff;
            int blue = pixel & 0xff;
            green += (pixel >> 8 & 0xff) > Math.max(red, blue) ? 1 : 0;
        }
        assertThat(green).isGreaterThan(36);
    }

    @Test
    void darken_takes_light_away() {
        double full = mean(new LeafDrawing(5, 128, 128, 0, 0));
        double half = mean(new LeafDrawing(5, 128, 128, 0.5, 0));

        assertThat(half / full).isBetween(0.45, 0.55);
        assertThat(mean(new LeafDrawing(5, 128, 128, 1, 0))).isLessThan(6);
    }

    @Test
    void blur_takes_detail_away() {
        assertThat(detail(new LeafDrawing(5, 128, 128, 0, 6)))
                .isLessThan(0.8 * detail(new LeafDrawing(5, 128, 128, 0, 0)));
    }

    @Test
    void refuses_impossible_drawings() {
        assertThatThrownBy(() -> LeafDrawing.of(1, 15, 256)).hasMessageContaining("15×256");
        assertThatThrownBy(() -> LeafDrawing.of(1, 256, 9000)).hasMessageContaining("256×9000");
        assertThatThrownBy(() -> new LeafDrawing(1, 64, 64, 1.1, 0)).hasMessageContaining("darken");
        assertThatThrownBy(() -> new LeafDrawing(1, 64, 64, 0, Double.NaN))
                .hasMessageContaining("blur");
    }

    private double mean(LeafDrawing drawing) {
        long sum = 0;
        int[] pixels = pixels(drawing);
        for (int pixel : pixels) {
            sum += pixel >> 8 & 0xff;
        }
        return (double) sum / pixels.length;
    }

    private double detail(LeafDrawing drawing) {
        long sum = 0;
        int[] pixels = pixels(drawing);
        for (int i = 1; i < pixels.length; i++) {
            sum += Math.abs((pixels[i] >> 8 & 0xff) - (pixels[i - 1] >> 8 & 0xff));
        }
        return sum;
    }

    private int[] pixels(LeafDrawing drawing) {
        BufferedImage picture = renderer.draw(drawing);
        return picture.getRGB(0, 0, drawing.width(), drawing.height(), null, 0, drawing.width());
    }
}
