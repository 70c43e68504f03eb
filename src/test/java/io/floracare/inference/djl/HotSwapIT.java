package io.floracare.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.TestPackages;
import io.floracare.inference.TestTensors;
import io.floracare.inference.VariantChoice;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models of both engines change under threads that predict; a use after freeing would crash. */
class HotSwapIT {
    private static final int WORKERS = 4;
    private static final int SWAPS = 60;

    @TempDir Path scratch;

    @Test
    @Timeout(120)
    void answers_stay_right_while_models_come_and_go() throws Exception {
        AtomicBoolean swapping = new AtomicBoolean(true);
        long answers = 0;
        try (ModelSlot slot = new ModelSlot();
                ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            slot.install(load(0));
            List<Future<Long>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(threads.submit(() -> predict(slot, swapping)));
            }
            try {
                for (int i = 1; i <= SWAPS; i++) {
                    slot.install(load(i));
                }
            } finally {
                swapping.set(false);
            }
            for (Future<Long> worker : workers) {
                answers += worker.get();
            }
        }
        assertThat(answers).isGreaterThan(SWAPS);
    }

    private static long predict(ModelSlot slot, AtomicBoolean swapping) {
        FloatBuffer red = TestTensors.ofColour(255, 0, 0);
        long answers = 0;
        try (ModelSlot.Worker worker = slot.worker()) {
            while (swapping.get()) {
                float[] logits = worker.next().session().logits(red);
                assertThat(Math.round(logits[0])).isEqualTo(10);
                assertThat(Math.round(logits[1])).isEqualTo(-10);
                answers++;
            }
        }
        return answers;
    }

    private Classifier load(int number) throws Exception {
        boolean even = number % 2 == 0;
        var variant =
                TestPackages.variant(
                        "v" + number,
                        even ? "PyTorch" : "OnnxRuntime",
                        even ? "mean.pt" : "mean.onnx");
        var loader =
                new DjlClassifierLoader(
                        new DeviceChoice.Cpu(), new VariantChoice(Set.of(), null), scratch);
        return switch (loader.load(TinyModels.of(variant))) {
            case LoadOutcome.Loaded loaded -> loaded.classifier();
            case LoadOutcome.Refused refused -> throw new AssertionError(refused.message());
        };
    }
}
