package io.floracare.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.Session;
import io.floracare.inference.TestPackages;
import io.floracare.inference.TestTensors;
import io.floracare.inference.VariantChoice;
import io.floracare.model.Variant;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing native is left behind by predictions, sessions or models. */
class NativeMemoryIT {
    private static final long ALLOWED_GROWTH = 16L << 20;

    @TempDir Path scratch;

    /** A leak of one input a prediction or output would be 40 MB and more. */
    @ParameterizedTest
    @CsvSource({"PyTorch,mean.pt", "OnnxRuntime,mean.onnx"})
    void predictions_leave_nothing(String engine, String file) throws IOException {
        FloatBuffer tensor = TestTensors.grey();
        try (Classifier classifier = load(engine, file);
                Session session = classifier.openSession()) {
            predict(session, tensor, 10_000);
            long before = residentBytes();
            predict(session, tensor, 50_000);
            assertThat(residentBytes() - before).isLessThan(ALLOWED_GROWTH);
        }
    }

    @ParameterizedTest
    @CsvSource({"PyTorch,mean.pt", "OnnxRuntime,mean.onnx"})
    void sessions_and_models_leave_nothing(String engine, String file) throws IOException {
        loadAndClose(engine, file, 50);
        long before = residentBytes();
        loadAndClose(engine, file, 150);
        assertThat(residentBytes() - before).isLessThan(ALLOWED_GROWTH);
    }

    private void loadAndClose(String engine, String file, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (Classifier classifier = load(engine, file)) {
                for (int j = 0; j < 3; j++) {
                    classifier.openSession().close();
                }
            }
        }
    }

    private static void predict(Session session, FloatBuffer tensor, int times) {
        for (int i = 0; i < times; i++) {
            session.logits(tensor);
        }
    }

    private Classifier load(String engine, String file) throws IOException {
        Variant variant = TestPackages.variant("v", engine, file);
        var loader =
                new DjlClassifierLoader(
                        new DeviceChoice.Cpu(), new VariantChoice(Set.of(), null), scratch);
        return switch (loader.load(TinyModels.of(variant))) {
            case LoadOutcome.Loaded loaded -> loaded.classifier();
            case LoadOutcome.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    private static long residentBytes() throws IOException {
        System.gc();
        String kilobytes =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElseThrow()
                        .replaceAll("\\D+", "");
        return Long.parseLong(kilobytes) << 10;
    }
}
