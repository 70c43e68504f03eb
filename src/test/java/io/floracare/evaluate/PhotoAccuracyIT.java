package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.classify.Classification;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.DefaultModel;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.VariantChoice;
import io.floracare.inference.djl.DeviceChoice;
import io.floracare.inference.djl.DjlClassifierLoader;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On real photos the product is as accurate as its model package says. */
@Tag("photos")
class PhotoAccuracyIT {
    private static final double HALF_A_POINT = 0.005;
    private static final Path PYTHON = Path.of("src/test/resources/model/answers.tsv");

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

    /** Photo by photo, so that mistakes do not make up for each other. */
    @ParameterizedTest
    @MethodSource("variants")
    void names_the_class_that_python_names(String variant) throws Exception {
        Path leaves = Path.of(System.getProperty("floracare.leaves"));
        Map<Path, Integer> python = answers(leaves, variant);
        List<LabelledPhoto> photos = photos();
        assertThat(photos)
                .extracting(LabelledPhoto::file)
                .containsExactlyInAnyOrderElementsOf(python.keySet());

        List<Boolean> same =
                run(
                        DefaultModel.read(),
                        variant,
                        (slot, threads) ->
                                new PhotoRun(slot, ImageLimits.DEFAULT, threads)
                                        .run(
                                                photos,
                                                (photo, classification) ->
                                                        names(
                                                                classification,
                                                                python.get(photo.file())),
                                                (done, of) -> {}));

        long equal = same.stream().filter(each -> each).count();
        assertThat((double) equal / same.size())
                .as("%d of %d", equal, same.size())
                .isGreaterThanOrEqualTo(0.998);
    }

    private static boolean names(Classification classification, @Nullable Integer index) {
        return classification instanceof Classification.Answered answered
                && Integer.valueOf(answered.decision().best()).equals(index);
    }

    /** What {@code floracare_training evaluate --answers} wrote: class indices by photo. */
    private static Map<Path, Integer> answers(Path leaves, String variant) throws IOException {
        List<String> lines = Files.readAllLines(PYTHON);
        int column = List.of(lines.getFirst().split("\t")).indexOf(variant);
        return lines.stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .collect(
                        Collectors.toMap(
                                cells -> leaves.resolve(cells[0]),
                                cells -> Integer.valueOf(cells[column])));
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
        return run(
                model,
                variant,
                (slot, threads) ->
                        new ModelEvaluation(slot, ImageLimits.DEFAULT, threads)
                                .run(photos, (done, of) -> {}));
    }

    /** What is done with a model in service. */
    private interface Use<T> {
        T with(ModelSlot slot, int threads) throws InterruptedException;
    }

    private <T> T run(ModelPackage model, String variant, Use<T> use) throws InterruptedException {
        var choice = new VariantChoice(Set.of(), variant);
        var loader = new DjlClassifierLoader(new DeviceChoice.Cpu(), choice, scratch);
        try (ModelSlot slot = new ModelSlot()) {
            switch (loader.load(model)) {
                case LoadOutcome.Loaded loaded -> slot.install(loaded.classifier());
                case LoadOutcome.Refused refused -> throw new AssertionError(refused.message());
            }
            return use.with(slot, Runtime.getRuntime().availableProcessors());
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
