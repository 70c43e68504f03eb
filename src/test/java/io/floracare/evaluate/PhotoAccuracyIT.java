package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.classify.Classification;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.DefaultModel;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.VariantChoice;
import io.floracare.inference.djl.DeviceChoice;
import io.floracare.inference.djl.DjlClassifierLoader;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import io.floracare.model.Label;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** Photo by photo, so that mistakes do not make up for each other; then all together. */
    @ParameterizedTest
    @MethodSource("variants")
    void says_what_python_says_and_is_as_right_and_as_sure_as_the_manifest_states(String variant)
            throws Exception {
        ModelPackage model = DefaultModel.read();
        Map<Path, Integer> python =
                answers(Path.of(System.getProperty("floracare.leaves")), variant);
        List<LabelledPhoto> photos = photos();
        assertThat(photos)
                .extracting(LabelledPhoto::file)
                .containsExactlyInAnyOrderElementsOf(python.keySet());

        List<Judgement.Answered> said = said(model, variant, photos);

        long same =
                IntStream.range(0, photos.size())
                        .filter(i ->
                                said.get(i).predicted()
                                        == Objects.requireNonNull(python.get(photos.get(i).file())))
                        .count();
        assertThat(same / (double) photos.size()).isGreaterThanOrEqualTo(0.998);
        JsonNode measured = measured(model, variant);
        Evaluation evaluation =
                Scoring.score(
                        new ModelRef("leaf-disease", "any", variant, ""),
                        model.labels(),
                        List.copyOf(said),
                        Map.of());
        assertThat(evaluation.accuracy().value())
                .isCloseTo(stated(measured, "/top1"), within(HALF_A_POINT));
        assertThat(evaluation.macroF1())
                .isCloseTo(stated(measured, "/macroF1"), within(HALF_A_POINT));
        assertThat(evaluation.calibration().expectedError())
                .isCloseTo(stated(measured, "/calibrationError"), within(HALF_A_POINT));
        assertThat(1 - Objects.requireNonNull(evaluation.coverage().value()))
                .isCloseTo(stated(measured, "/shipped/withheld/value"), within(HALF_A_POINT));
        assertThat(evaluation.accuracyWhenSure().value())
                .isCloseTo(
                        stated(measured, "/shipped/accuracyAmongAnswers/value"),
                        within(HALF_A_POINT));
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

    /** What the model says of each photo. */
    private List<Judgement.Answered> said(
            ModelPackage model, String variant, List<LabelledPhoto> photos)
            throws InterruptedException {
        var choice = new VariantChoice(Set.of(), variant);
        var loader = new DjlClassifierLoader(new DeviceChoice.Cpu(), choice, scratch);
        Map<String, Integer> indices =
                model.labels().stream().collect(Collectors.toMap(Label::name, Label::index));
        try (ModelSlot slot = new ModelSlot()) {
            switch (loader.load(model)) {
                case LoadOutcome.Loaded loaded -> slot.install(loaded.classifier());
                case LoadOutcome.Refused refused -> throw new AssertionError(refused.message());
            }
            int threads = Runtime.getRuntime().availableProcessors();
            return new PhotoRun(slot, ImageLimits.DEFAULT, threads)
                    .run(
                            photos,
                            (photo, classification) ->
                                    switch (classification) {
                                        case Classification.Answered answered ->
                                                new Judgement.Answered(
                                                        photo.className(),
                                                        Objects.requireNonNull(
                                                                indices.get(photo.className())),
                                                        answered.decision().best(),
                                                        answered.decision().confidence(),
                                                        answered.decision().uncertain());
                                        case Classification.Failed failed ->
                                                throw new AssertionError(photo + ": " + failed);
                                    },
                            (done, of) -> {});
        }
    }

    private static JsonNode measured(ModelPackage model, String name) {
        Variant variant =
                model.manifest().variants().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return Json.mapper().valueToTree(Objects.requireNonNull(variant.measured()));
    }

    private static double stated(JsonNode measured, String pointer) {
        assertThat(measured.at(pointer).isNumber()).as(pointer).isTrue();
        return measured.at(pointer).doubleValue();
    }
}
