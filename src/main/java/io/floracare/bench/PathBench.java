package io.floracare.bench;

import io.floracare.image.ImageLimits;
import io.floracare.image.ImageReader;
import io.floracare.image.Picture;
import io.floracare.image.ReadOutcome;
import io.floracare.image.TensorSpec;
import io.floracare.inference.Classifier;
import io.floracare.inference.Session;
import io.floracare.inference.TensorBuffer;
import java.util.List;

/** Bytes to logits in one process without Kafka: decode, preprocess, forward, measure features. */
public final class PathBench {
    /** The stages of {@link Measurement#stageCpuMillis()}. */
    public static final List<String> STAGES =
            List.of("decode", "preprocess", "forward", "features");

    private final Harness harness;
    private final ImageLimits limits;

    public PathBench(BenchPlan plan, ImageLimits limits) {
        this.harness = new Harness(plan);
        this.limits = limits;
    }

    /**
     * Measures the path on images that are read over and over in turn.
     *
     * @param images encoded, all readable, at least one
     * @param threads how many threads share the model, each with its own session and reader
     * @throws IllegalArgumentException if an image is refused; the message says why
     */
    public Measurement run(String name, Classifier classifier, List<byte[]> images, int threads)
            throws InterruptedException {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there are no images to measure on");
        }
        return harness.run(name, threads, STAGES, () -> new ImagePath(classifier, limits, images));
    }

    private static final class ImagePath implements Bench {
        private final TensorSpec input;
        private final List<byte[]> images;
        private final Session session;
        private final ImageReader reader;
        private final TensorBuffer tensor;
        private int next;

        ImagePath(Classifier classifier, ImageLimits limits, List<byte[]> images) {
            this.input = classifier.modelPackage().manifest().input();
            this.images = images;
            this.session = classifier.openSession();
            this.reader = new ImageReader(limits);
            this.tensor = new TensorBuffer(input);
        }

        @Override
        public void once(Stages stages) {
            byte[] encoded = images.get(next);
            next = (next + 1) % images.size();
            Picture picture =
                    switch (reader.read(encoded, input)) {
                        case ReadOutcome.Read read -> read.picture();
                        case ReadOutcome.Refused refused ->
                                throw new IllegalArgumentException(
                                        "an image cannot be measured: " + refused.message());
                    };
            stages.end(0);
            picture.toTensor(input, tensor.floats());
            stages.end(1);
            session.logits(tensor.floats());
            stages.end(2);
            picture.features();
            stages.end(3);
        }

        @Override
        public void close() {
            tensor.close();
            reader.close();
            session.close();
        }
    }
}
