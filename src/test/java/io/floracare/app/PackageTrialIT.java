package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.config.ModelSettings;
import io.floracare.inference.DefaultModel;
import io.floracare.message.Json;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageReader;
import io.floracare.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's own model, whole and with one variant damaged, in the real engines. */
class PackageTrialIT {
    private static final ModelPackage MODEL = DefaultModel.read();
    private static final ModelSettings SETTINGS =
            TestSettings.of("model.cache.dir=target/trial-cache").model();

    @TempDir Path folder;

    @Test
    void every_variant_that_runs_here_is_tried() {
        PackageTrial trial = new PackageTrial(SETTINGS);

        assertThat(trial.problem(MODEL)).isEmpty();
        assertThat(trial.passed())
                .containsExactlyElementsOf(DefaultModel.variantsForThisCpu(MODEL).toList());
        assertThat(trial.passed().size() + trial.passedOver().size())
                .isEqualTo(MODEL.manifest().variants().size());
    }

    @Test
    void a_variant_that_is_not_the_first_choice_is_found_broken() throws IOException {
        PackageTrial trial = new PackageTrial(SETTINGS);

        assertThat(trial.problem(expectingOtherLogitsOf("onnx-int8")))
                .hasValueSatisfying(problem ->
                        assertThat(problem)
                                .contains("onnx-int8: its self-test failed")
                                .doesNotContain("no variant"));
    }

    private ModelPackage expectingOtherLogitsOf(String variant) throws IOException {
        copy(MODEL.directory(), folder);
        Path cases = folder.resolve("selftest/cases.json");
        JsonNode tests = Json.mapper().readTree(cases.toFile());
        ((ArrayNode) tests.at("/0/logits/" + variant)).set(3, Json.mapper().valueToTree(99.5));
        byte[] changed = Json.mapper().writeValueAsBytes(tests);
        Files.write(cases, changed);
        Path manifest = folder.resolve("manifest.json");
        JsonNode root = Json.mapper().readTree(manifest.toFile());
        ((ObjectNode) root.at("/files").get("selftest/cases.json"))
                .put("bytes", changed.length)
                .put("sha256", Sha256.of(changed));
        Files.write(manifest, Json.mapper().writeValueAsBytes(root));
        return switch (new PackageReader().read(folder)) {
            case PackageReader.Outcome.Verified verified -> verified.modelPackage();
            case PackageReader.Outcome.Refused refused ->
                    throw new AssertionError(refused.message());
        };
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(from)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
