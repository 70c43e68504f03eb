package io.floracare.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.DefaultModel;
import io.floracare.inference.SelfTest;
import io.floracare.inference.Session;
import io.floracare.inference.TensorBuffer;
import io.floracare.inference.VariantChoice;
import io.floracare.model.ModelPackage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product's own model in the real engines. */
class DefaultModelIT {
    private static final ModelPackage MODEL = DefaultModel.read();
    private static final int THREADS = 4;
    private static final int IMAGES = 8;
    private static final int ROUNDS = 3;

    @TempDir Path scratch;

    static Stream<String> variants() {
        return DefaultModel.variantsForThisCpu(MODEL);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void gives_the_logits_that_python_gave(String variant) throws IOException {
        SelfTest selfTest = SelfTest.of(MODEL);

        try (Classifier classifier = load(variant);
                Session session = classifier.openSession()) {
            assertThat(selfTest.size()).isGreaterThanOrEqualTo(2);
            assertThat(selfTest.run(session, classifier.variant()))
                    .isInstanceOfSatisfying(
                            SelfTest.Passed.class,
                            passed -> assertThat(passed.cases()).isEqualTo(selfTest.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void many_threads_on_one_model_answer_as_one_does(String variant) throws Exception {
        try (Classifier classifier = load(variant);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<float[]> alone = answers(classifier);
            List<Future<List<float[]>>> together = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                together.add(threads.submit(() -> answers(classifier)));
            }
            for (Future<List<float[]>> one : together) {
                assertThat(one.get()).usingRecursiveComparison().isEqualTo(alone);
            }
        }
    }

    @Test
    void a_cpu_without_the_needed_instructions_gets_a_variant_that_does_without() {
        var choice = new VariantChoice(Set.of("sse2"), null);

        try (Classifier classifier = load(choice)) {
            assertThat(classifier.variant().cpuAnyOf()).isEmpty();
        }
    }

    private Classifier load(String variant) {
        return load(new VariantChoice(Set.of(), variant));
    }

    private Classifier load(VariantChoice choice) {
        var loader = new DjlClassifierLoader(new DeviceChoice.Cpu(), choice, scratch);
        return switch (loader.load(MODEL)) {
            case LoadOutcome.Loaded loaded -> loaded.classifier();
            case LoadOutcome.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    private static List<float[]> answers(Classifier classifier) {
        var input = classifier.modelPackage().manifest().input();
        List<float[]> answers = new ArrayList<>();
        try (Session session = classifier.openSession();
                TensorBuffer tensor = new TensorBuffer(input)) {
            FloatBuffer floats = tensor.floats();
            for (int i = 0; i < ROUNDS * IMAGES; i++) {
                Random random = new Random(i % IMAGES);
                for (int at = 0; at < input.floats(); at++) {
                    floats.put(at, random.nextFloat() * 2 - 1);
                }
                answers.add(session.logits(floats));
            }
        }
        return answers;
    }
}
