package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.config.ModelSettings;
import io.floracare.inference.DamagedModel;
import io.floracare.inference.DefaultModel;
import io.floracare.model.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
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

        assertThat(trial.problem(DamagedModel.expectingOtherLogitsOf("onnx-int8", folder)))
                .hasValueSatisfying(problem ->
                        assertThat(problem)
                                .contains("onnx-int8: its self-test failed")
                                .doesNotContain("no variant"));
    }
}
