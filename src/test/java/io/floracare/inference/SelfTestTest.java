package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
    private static final Variant VARIANT = TestPackages.variant("v", "none", "none");

    @TempDir Path folder;

    @BeforeEach
    void draw_a_picture_of_levels_30_20_12() throws IOException {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(30, 20, 12));
        graphics.fillRect(0, 0, 20, 20);
        graphics.dispose();
        Files.createDirectories(folder.resolve("selftest"));
        ImageIO.write(image, "png", folder.resolve("selftest/a.png").toFile());
        Files.writeString(folder.resolve("selftest/bad.png"), "no image");
    }

    @Test
    void passes_when_every_logit_is_within_tolerance() throws IOException {
        // 30 * 7 + 20 * 3 + 12 = 282, whose rest by three classes is 0.
        assertThat(run("[{'image': 'a.png', 'logits': {'v': [5, 0, 0.00005]}}]", ""))
                .isEqualTo(new SelfTest.Passed(1, 0.00005f));
    }

    @Test
    void fails_when_a_logit_is_further_away() throws IOException {
        assertThat(run("[{'image': 'a.png', 'logits': {'v': [5, 0, 0.5]}}]", ""))
                .isEqualTo(
                        new SelfTest.Failed(
                                "a.png: a logit differs by 0.5000 from the expected one; 0.0001 is allowed"));
    }

    @Test
    void fails_when_the_expected_logits_are_of_another_number_or_variant() throws IOException {
        assertThat(run("[{'image': 'a.png', 'logits': {'v': [5, 0]}}]", ""))
                .isEqualTo(new SelfTest.Failed("a.png states 2 logits, the model gives 3"));
        assertThat(run("[{'image': 'a.png', 'logits': {'w': [5, 0, 0]}}]", ""))
                .isEqualTo(new SelfTest.Failed("a.png has no logits for v"));
    }

    @Test
    void fails_when_an_image_cannot_be_read() throws IOException {
        assertThat(run("[{'image': 'bad.png', 'logits': {'v': [5, 0, 0]}}]", ""))
                .isInstanceOfSatisfying(
                        SelfTest.Failed.class,
                        failed ->
                                assertThat(failed.message())
                                        .startsWith("bad.png cannot be read: "));
    }

    @Test
    void fails_when_the_engine_does() throws IOException {
        assertThat(run("[{'image': 'a.png', 'logits': {'v': [5, 0, 0]}}]", "always=throw"))
                .isEqualTo(new SelfTest.Failed("the script says so"));
        assertThat(run("[{'image': 'a.png', 'logits': {'v': [5, 0, 0]}}]", "always=nan"))
                .isInstanceOf(SelfTest.Failed.class);
    }

    @Test
    void a_package_without_cases_only_has_to_answer() throws IOException {
        ModelPackage bare = TestPackages.of(folder, VARIANT);

        assertThat(run(bare, "")).isEqualTo(new SelfTest.Passed(0, 0));
        assertThat(run(bare, "always=throw")).isInstanceOf(SelfTest.Failed.class);
    }

    @Test
    void cases_that_cannot_be_read_are_refused_in_a_clause() {
        assertThatThrownBy(() -> run("[{'image': 'absent.png', 'logits': {}}]", ""))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("does not list selftest/absent.png");
        assertThatThrownBy(() -> run("[{'image': '../../secret', 'logits': {}}]", ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not list");
        assertThatThrownBy(() -> run("[{'image': 'a.png'}]", ""))
                .isInstanceOf(IOException.class)
                .hasMessage("selftest/cases.json: case 1 has no logits");
        assertThatThrownBy(() -> run("{'image': 1", ""))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("selftest/cases.json is not what it should be: ")
                .hasMessageNotContaining("\n");
    }

    private SelfTest.Verdict run(String cases, String script) throws IOException {
        Files.writeString(folder.resolve("selftest/cases.json"), cases.replace('\'', '"'));
        return run(
                TestPackages.of(
                        folder,
                        "0.1.0",
                        TestPackages.CLASSES,
                        List.of(VARIANT),
                        "selftest/cases.json",
                        ListedFiles.of(folder)),
                script);
    }

    private static SelfTest.Verdict run(ModelPackage modelPackage, String script)
            throws IOException {
        try (Session session = TestPackages.scripted("1", Script.parse(script)).openSession()) {
            return SelfTest.of(modelPackage).run(session, VARIANT);
        }
    }
}
