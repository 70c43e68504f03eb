package io.floracare.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.drift.Baseline;
import io.floracare.drift.DriftPolicy;
import io.floracare.evaluate.LabelledPhoto;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.Script;
import io.floracare.inference.ScriptedClassifierLoader;
import io.floracare.inference.TestPackages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an engine that answers class blue-level modulo 3 for a picture of one blue. */
class PhotoBaselineTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.5Z");

    @TempDir Path folder;

    @Test
    void stands_on_the_photos_that_the_model_answers() throws Exception {
        List<LabelledPhoto> photos = photos(60, "Crop___class_0");
        photos.add(
                new LabelledPhoto(
                        Files.writeString(folder.resolve("note.txt"), "no image"),
                        "Crop___class_0"));

        Built built = build(photos, List.of());

        Baseline baseline = built.baseline();
        assertThat(built.offered()).isEqualTo(61);
        assertThat(built.bursts()).isEqualTo(12);
        assertThat(baseline.size()).isEqualTo(60);
        assertThat(baseline.created()).isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));
        assertThat(baseline.model().name()).isEqualTo("tiny");
        assertThat(baseline.labels()).hasSize(3);
        // A third of the answers are class 0, which all of the photos show.
        assertThat(baseline.accuracy()).isBetween(0.32, 0.35);
    }

    @Test
    void photos_of_unknown_class_give_no_estimate_of_accuracy() throws Exception {
        assertThat(build(photos(60, ""), List.of()).baseline().accuracy()).isNull();
    }

    @Test
    void of_photos_that_the_model_was_trained_on_only_the_picture_counts() throws Exception {
        List<LabelledPhoto> photos = photos(60, "Crop___class_0");

        Baseline baseline = build(photos.subList(0, 40), photos.subList(40, 60)).baseline();
        Baseline without = build(photos.subList(0, 40), List.of()).baseline();

        assertThat(baseline.size()).isEqualTo(60);
        assertThat(baseline.accuracy()).isEqualTo(without.accuracy());
    }

    @Test
    void photos_that_are_all_seen_make_no_baseline() {
        assertThatThrownBy(() -> build(List.of(), photos(5, "Crop___class_0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a baseline needs photos that the model answers");
    }

    private Built build(List<LabelledPhoto> photos, List<LabelledPhoto> seen) throws Exception {
        var variant = TestPackages.variant("v", "none", "none");
        var outcome =
                new ScriptedClassifierLoader(Script.parse(""))
                        .load(TestPackages.of(folder, variant));
        try (ModelSlot slot = new ModelSlot()) {
            slot.install(((LoadOutcome.Loaded) outcome).classifier());
            return new PhotoBaseline(
                            DriftPolicy.DEFAULT,
                            ImageLimits.DEFAULT,
                            2,
                            Clock.fixed(NOW, ZoneOffset.UTC))
                    .build(slot, photos, seen, (done, all) -> {});
        }
    }

    /** Five photos of a leaf. */
    private List<LabelledPhoto> photos(int count, String className) throws IOException {
        List<LabelledPhoto> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 400; pixel++) {
                image.setRGB(pixel % 20, pixel / 20, new Color(0, 0, 30 + i).getRGB());
            }
            Path file = folder.resolve("photo-" + i + ".png");
            ImageIO.write(image, "png", file.toFile());
            photos.add(new LabelledPhoto(file, className, "leaf-" + i / 5));
        }
        return photos;
    }
}
