package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.image.ImageLimits;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.DefaultModel;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.VariantChoice;
import io.floracare.inference.djl.DeviceChoice;
import io.floracare.inference.djl.DjlClassifierLoader;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On real photos the product is as accurate as its model package says. */
@Tag("photos")
class PhotoAccuracyIT {
    private static final double HALF_A_POINT = 0.005;

    @TempDir Path scratch;

    static Stream<String> variants() {
        return DefaultModel.variantsForThisCpu(DefaultModel.read());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void top_1_is_what_the_manifest_states(String variant) throws Exception {
        ModelPackage model = DefaultModel.read();

        Evaluation evaluation = evaluate(model, variant, photos());

        assertThat(evaluation.unreadable()).isEmpty();
        assertThat(evaluation.unknownClasses()).isEmpty();
        assertThat(evaluation.accuracy().value())
                .as(EvaluationText.of(evaluation))
                .isCloseTo(stated(model, variant), within(HALF_A_POINT));
    }

    private static List<LabelledPhoto> photos() {
        Path table = Path.of(System.getProperty("floracare.leaves"), "manifest.tsv");
        return switch (LabelledPhotos.inTable(table, "val")) {
            case LabelledPhotos.Outcome.Found found -> found.photos();
            case LabelledPhotos.Outcome.Refused refused ->
                    throw new AssertionError(
                            "FLORACARE_LEAVES must name the photos: " + refused.message());
        };
    }

    private Evaluation evaluate(ModelPackage model, String variant, List<LabelledPhoto> photos)
            throws InterruptedException {
        var choice = new VariantChoice(Set.of(), variant);
        var loader = new DjlClassifierLoader(new DeviceChoice.Cpu(), choice, scratch);
        try (ModelSlot slot = new ModelSlot()) {
            switch (loader.load(model)) {
                case LoadOutcome.Loaded loaded -> slot.install(loaded.classifier());
                case LoadOutcome.Refused refused -> throw new AssertionError(refused.message());
            }
            int cores = Runtime.getRuntime().availableProcessors();
            return new ModelEvaluation(slot, ImageLimits.DEFAULT, cores)
                    .run(photos, (done, of) -> {});
        }
    }

    private static double stated(ModelPackage model, String name) {
        Variant variant =
                model.manifest().variants().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        Map<String, Object> measured = Objects.requireNonNull(variant.measured());
        return ((Number) Objects.requireNonNull(measured.get("top1"))).doubleValue();
    }
}
