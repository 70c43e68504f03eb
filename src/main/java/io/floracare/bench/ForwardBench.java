package io.floracare.bench;

import io.floracare.image.TensorSpec;
import io.floracare.inference.Classifier;
import io.floracare.inference.Session;
import io.floracare.inference.TensorBuffer;
import java.util.List;
import java.util.Random;

/** The engine's forward pass alone, on noise: what a model can do at best on this machine. */
public final class ForwardBench {
    private final Harness harness;

    public ForwardBench(BenchPlan plan) {
        this.harness = new Harness(plan);
    }

    /**
     * Measures a model's variant.
     *
     * @param threads how many threads share the model, each with its own session
     */
    public Measurement run(Classifier classifier, int threads) throws InterruptedException {
        return harness.run(
                "forward, " + classifier.ref().variant(),
                threads,
                List.of(),
                () -> new Forward(classifier));
    }

    private static final class Forward implements Bench {
        private final Session session;
        private final TensorBuffer tensor;

        Forward(Classifier classifier) {
            TensorSpec input = classifier.modelPackage().manifest().input();
            session = classifier.openSession();
            tensor = new TensorBuffer(input);
            Random random = new Random(1);
            for (int i = 0; i < input.floats(); i++) {
                tensor.floats().put(i, random.nextFloat() * 2 - 1);
            }
        }

        @Override
        public void once(Stages stages) {
            session.logits(tensor.floats());
        }

        @Override
        public void close() {
            tensor.close();
            session.close();
        }
    }
}
