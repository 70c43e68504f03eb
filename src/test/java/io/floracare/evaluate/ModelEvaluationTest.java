package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.classify.SystemFault;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.Script;
import io.floracare.inference.ScriptedClassifierLoader;
import io.floracare.inference.TestPackages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an engine that answers class blue-level modulo 3 for a picture of one blue. */
class ModelEvaluationTest {
    private static final PhotoRun.Progress SILENT = (photos, ofPhotos) -> {};

    @TempDir Path folder;

    @Test
    void judges_every_photo_by_its_class() throws Exception {
        List<LabelledPhoto> photos =
                List.of(
                        photo("Crop___class_0", 30),
                        photo("Crop___class_0", 31),
                        photo("Crop___class_1", 31),
                        photo("Crop___class_2", 32),
                        photo("Bean___rust", 33),
                        new LabelledPhoto(
                                Files.writeString(folder.resolve("note.txt"), "no image"),
                                "Crop___class_0"));

        Evaluation evaluation = evaluate("", photos, SILENT);

        assertThat(evaluation.photos()).isEqualTo(6);
        assertThat(evaluation.accuracy()).isEqualTo(new Proportion(3, 4));
        assertThat(evaluation.matrix())
                .isEqualTo(List.of(List.of(1, 1, 0), List.of(0, 1, 0), List.of(0, 0, 1)));
        assertThat(evaluation.unknownClasses()).isEqualTo(Map.of("Bean___rust", 1));
        assertThat(evaluation.unreadable()).isEqualTo(Map.of("not-an-image", 1));
        assertThat(evaluation.model().version()).isEqualTo("0.1.0");
    }

    @Test
    void tells_of_every_photo_in_order() throws Exception {
        List<LabelledPhoto> photos = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            photos.add(photo("Crop___class_0", 30 + i));
        }
        List<Integer> told = new ArrayList<>();

        evaluate(
                "",
                photos,
                (done, of) -> {
                    assertThat(of).isEqualTo(20);
                    told.add(done);
                });

        assertThat(told).hasSize(20).isSorted().endsWith(20);
    }

    @Test
    void an_engine_that_fails_on_good_images_ends_the_run() throws Exception {
        List<LabelledPhoto> photos = List.of(photo("Crop___class_0", 30));

        assertThatThrownBy(() -> evaluate("always=throw", photos, SILENT))
                .isInstanceOf(SystemFault.class);
    }

    @Test
    void a_photo_that_is_gone_ends_the_run_with_its_name() {
        List<LabelledPhoto> photos =
                List.of(new LabelledPhoto(folder.resolve("gone.jpg"), "Crop___class_0"));

        assertThatThrownBy(() -> evaluate("", photos, SILENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone.jpg cannot be read");
    }

    @Test
    void a_slot_without_a_model_is_refused() {
        assertThatThrownBy(() -> new ModelEvaluation(new ModelSlot(), ImageLimits.DEFAULT, 1))
                .isInstanceOf(IllegalStateException.class);
    }

    private Evaluation evaluate(
            String script, List<LabelledPhoto> photos, PhotoRun.Progress progress)
            throws InterruptedException {
        var variant = TestPackages.variant("v", "none", "none");
        var outcome =
                new ScriptedClassifierLoader(Script.parse(script))
                        .load(TestPackages.of(folder, variant));
        try (ModelSlot slot = new ModelSlot()) {
            slot.install(((LoadOutcome.Loaded) outcome).classifier());
            return new ModelEvaluation(slot, ImageLimits.DEFAULT, 3).run(photos, progress);
        }
    }

    private LabelledPhoto photo(String className, int blue) throws IOException {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 400; i++) {
            image.setRGB(i % 20, i / 20, new Color(0, 0, blue).getRGB());
        }
        Path file = folder.resolve(className + "-" + blue + ".png");
        ImageIO.write(image, "png", file.toFile());
        return new LabelledPhoto(file, className);
    }
}
