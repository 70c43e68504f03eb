package io.floracare.inference.djl;

import ai.djl.Model;
import io.floracare.image.TensorSpec;
import io.floracare.inference.Classifier;
import io.floracare.inference.Session;
import io.floracare.inference.TensorBuffer;
import io.floracare.message.ModelRef;
import io.floracare.model.Manifest;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;

/** A model in an engine's memory, shared by the sessions' predictors. */
final class DjlClassifier implements Classifier {
    /**
     * TorchScript profiles a model's first run and optimises in its second; the third is fast. For
     * the default int8 model these take 208, 65 and 9 ms of CPU; a later session's are all fast.
     */
    private static final int WARM_UP_RUNS = 3;

    private final Model model;
    private final ModelPackage modelPackage;
    private final Variant variant;

    DjlClassifier(Model model, ModelPackage modelPackage, Variant variant) {
        this.model = model;
        this.modelPackage = modelPackage;
        this.variant = variant;
    }

    @Override
    public ModelRef ref() {
        Manifest manifest = modelPackage.manifest();
        return new ModelRef(
                manifest.name(), manifest.version(), variant.name(), modelPackage.manifestSha256());
    }

    @Override
    public ModelPackage modelPackage() {
        return modelPackage;
    }

    @Override
    public Variant variant() {
        return variant;
    }

    @Override
    public Session openSession() {
        Manifest manifest = modelPackage.manifest();
        TensorSpec input = manifest.input();
        DjlSession session =
                new DjlSession(
                        model.newPredictor(new LogitsTranslator(input.size(), manifest.classes())),
                        input.floats());
        boolean warm = false;
        try (TensorBuffer zeros = new TensorBuffer(input)) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                session.logits(zeros.floats());
            }
            warm = true;
            return session;
        } finally {
            if (!warm) {
                session.close();
            }
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
