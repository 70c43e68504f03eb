package io.floracare.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.InferenceException;
import io.floracare.inference.Session;
import io.floracare.inference.TestPackages;
import io.floracare.inference.TestTensors;
import io.floracare.inference.VariantChoice;
import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DjlClassifierLoaderTest {
    private static final Variant MEAN = TestPackages.variant("mean", "PyTorch", "mean.pt");

    @TempDir Path scratch;

    @ParameterizedTest
    @CsvSource({"PyTorch,mean.pt", "OnnxRuntime,mean.onnx"})
    void answers_with_the_model_s_logits(String engine, String file) throws IOException {
        ModelPackage tiny = TinyModels.of(TestPackages.variant("v", engine, file));

        try (Classifier classifier = loaded(load(tiny));
                Session session = classifier.openSession()) {
            assertThat(classifier.ref())
                    .isEqualTo(new ModelRef("tiny", "0.1.0", "v", tiny.manifestSha256()));
            assertThat(session.logits(TestTensors.ofColour(255, 127.5f, 0)))
                    .containsExactly(new float[] {10, 0, -10}, within(1e-4f));
            assertThat(session.logits(TestTensors.grey()))
                    .containsExactly(new float[] {0, 0, 0}, within(1e-4f));
        }
    }

    @Test
    void reads_the_tensor_from_index_0_whatever_the_buffer_s_position() throws IOException {
        FloatBuffer tensor = TestTensors.ofColour(255, 0, 0).position(7).limit(9);

        try (Classifier classifier = loaded(load(TinyModels.of(MEAN)));
                Session session = classifier.openSession()) {
            assertThat(session.logits(tensor))
                    .containsExactly(new float[] {10, -10, -10}, within(1e-4f));
            assertThat(tensor.position()).isEqualTo(7);
            assertThat(tensor.limit()).isEqualTo(9);
        }
    }

    @Test
    void a_buffer_that_is_too_short_or_on_the_heap_is_the_caller_s_mistake() throws IOException {
        try (Classifier classifier = loaded(load(TinyModels.of(MEAN)));
                Session session = classifier.openSession()) {
            assertThatThrownBy(() -> session.logits(FloatBuffer.allocate(3 * 8 * 8)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.logits(TestTensors.grey().slice(0, 5)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_engine_that_fails_on_one_image_answers_the_next() throws IOException {
        Variant raises = TestPackages.variant("raises", "PyTorch", "raises-on-bright.pt");

        try (Classifier classifier = loaded(load(TinyModels.of(raises)));
                Session session = classifier.openSession()) {
            assertThatThrownBy(() -> session.logits(TestTensors.ofColour(255, 255, 255)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageStartingWith("the engine failed: ");
            assertThat(session.logits(TestTensors.grey())).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nan.pt|PyTorch|it cannot answer: the model gives NaN as logit 0",
                "two-logits.pt|PyTorch|it cannot answer: the model gives float32 of shape (1, 2) instead of 3 float32 logits",
                "float64.pt|PyTorch|it cannot answer: the model gives float64 of shape (1, 3) instead of 3 float32 logits",
                "two-outputs.pt|PyTorch|it cannot answer: the model gives 2 outputs instead of one",
                "mean.pt|TensorFlow|engine 'TensorFlow' is unknown; known are PyTorch and OnnxRuntime",
            })
    void refuses_what_cannot_answer(String file, String engine, String reason) throws IOException {
        Variant variant = TestPackages.variant("v", engine, file);

        assertThat(refused(load(TinyModels.of(variant))))
                .isEqualTo("model tiny 0.1.0 is refused: v: " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "state-dict.pt,PyTorch",
        "mean.onnx,PyTorch",
        "mean.pt,OnnxRuntime",
        "make_models.py,PyTorch",
        "make_models.py,OnnxRuntime"
    })
    void a_file_that_is_no_model_of_the_engine_is_refused_in_one_sentence(
            String file, String engine) throws IOException {
        String message = refused(load(TinyModels.of(TestPackages.variant("v", engine, file))));

        assertThat(message)
                .startsWith("model tiny 0.1.0 is refused: v: " + file + " cannot be loaded (")
                .contains("; it must be " + (engine.equals("PyTorch") ? "TorchScript" : "ONNX"))
                .hasSizeLessThan(500)
                .doesNotContain("\n");
    }

    @Test
    void a_file_that_the_manifest_does_not_list_is_not_read() throws IOException {
        Variant variant = TestPackages.variant("v", "PyTorch", "absent.pt");

        assertThat(refused(load(TinyModels.of(variant))))
                .isEqualTo(
                        "model tiny 0.1.0 is refused: v: absent.pt cannot be staged: the manifest of tiny/0.1.0 does not list absent.pt");
    }

    @Test
    void a_reason_that_variants_share_is_said_once() throws IOException {
        Variant first = TestPackages.variant("first", "PyTorch", "nan.pt");
        Variant second = TestPackages.variant("second", "PyTorch", "nan.pt");
        Variant third = TestPackages.variant("third", "PyTorch", "two-logits.pt");

        assertThat(refused(load(TinyModels.of(first, second, third))))
                .isEqualTo(
                        "model tiny 0.1.0 is refused: no variant can be used (first, second: it cannot answer: the model gives NaN as logit 0; third: it cannot answer: the model gives float32 of shape (1, 2) instead of 3 float32 logits)");
    }

    @Test
    void the_next_variant_serves_when_the_preferred_one_cannot() throws IOException {
        Variant broken = TestPackages.variant("broken", "PyTorch", "nan.pt");
        Variant unknown = TestPackages.variant("unknown", "Caffe", "mean.pt");

        try (Classifier classifier = loaded(load(TinyModels.of(unknown, broken, MEAN)))) {
            assertThat(classifier.variant()).isEqualTo(MEAN);
        }
    }

    @Test
    void refuses_a_package_whose_labels_do_not_fit() throws IOException {
        assertThat(refused(load(TinyModels.of(4, MEAN))))
                .isEqualTo("model tiny 0.1.0 is refused: it has 4 labels for 3 classes");
    }

    @Test
    void refuses_a_device_that_is_not_there() throws IOException {
        assertThat(refused(load(new DeviceChoice.Gpu(99), TinyModels.of(MEAN))))
                .contains("device gpu:99 was asked for, but PyTorch sees ");
    }

    @Test
    void falls_back_to_the_cpu_when_no_variant_runs_on_the_gpu() throws IOException {
        var engines = new Engines(new DeviceChoice.Auto(), engine -> 1);
        var choice = new VariantChoice(Set.of(), null);
        var loader = new DjlClassifierLoader(engines, choice, scratch);

        // These natives know no GPU, so the one that is claimed fails as a broken one would.
        try (Classifier classifier = loaded(loader.load(TinyModels.of(MEAN)));
                Session session = classifier.openSession()) {
            assertThat(session.logits(TestTensors.grey())).hasSize(3);
        }
    }

    @Test
    void a_device_that_was_asked_for_is_not_replaced_by_another() throws IOException {
        var engines = new Engines(new DeviceChoice.Gpu(0), engine -> 1);
        var choice = new VariantChoice(Set.of(), null);
        var loader = new DjlClassifierLoader(engines, choice, scratch);

        assertThat(refused(loader.load(TinyModels.of(MEAN)))).contains("Could not run");
    }

    @Test
    void leaves_no_staged_file_behind() throws IOException {
        loaded(load(TinyModels.of(MEAN))).close();
        refused(load(TinyModels.of(TestPackages.variant("v", "PyTorch", "nan.pt"))));

        assertThat(scratch).isEmptyDirectory();
    }

    private LoadOutcome load(ModelPackage modelPackage) {
        return load(new DeviceChoice.Cpu(), modelPackage);
    }

    private LoadOutcome load(DeviceChoice device, ModelPackage modelPackage) {
        var choice = new VariantChoice(Set.of(), null);
        return new DjlClassifierLoader(device, choice, scratch).load(modelPackage);
    }

    private static Classifier loaded(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded(Classifier classifier) -> classifier;
            case LoadOutcome.Refused(String message) -> throw new AssertionError(message);
        };
    }

    private static String refused(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded loaded -> {
                loaded.classifier().close();
                throw new AssertionError("it was loaded");
            }
            case LoadOutcome.Refused(String message) -> message;
        };
    }
}
