package io.floracare.inference.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import io.floracare.inference.Classifier;
import io.floracare.inference.InferenceException;
import io.floracare.inference.SelfTest;
import io.floracare.inference.Session;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import io.floracare.model.VariantStager;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads one variant onto one device and runs its self-test. */
final class VariantLoader {
    private static final Logger LOG = LoggerFactory.getLogger(VariantLoader.class);

    private final VariantStager stager;

    VariantLoader(Path scratch) {
        this.stager = new VariantStager(scratch);
    }

    /**
     * Loads and tests.
     *
     * @throws UnusableException if the variant cannot serve on that device
     */
    Classifier load(ModelPackage modelPackage, Variant variant, Engines.Kind kind, Device device)
            throws UnusableException {
        Model model = create(variant, device);
        boolean usable = false;
        try {
            read(model, modelPackage, variant, kind);
            Classifier classifier = new DjlClassifier(model, modelPackage, variant);
            test(classifier, device);
            usable = true;
            return classifier;
        } finally {
            if (!usable) {
                model.close();
            }
        }
    }

    private static Model create(Variant variant, Device device) throws UnusableException {
        try {
            return Model.newInstance(variant.name(), device, variant.engine());
        } catch (RuntimeException e) {
            throw new UnusableException(
                    "%s cannot use %s (%s)"
                            .formatted(variant.engine(), device, Sentences.innermost(e)),
                    e);
        }
    }

    private void read(Model model, ModelPackage modelPackage, Variant variant, Engines.Kind kind)
            throws UnusableException {
        // DJL also reads settings and code that lie beside a model, so the file is loaded alone.
        try (VariantStager.Staged staged = stager.stage(modelPackage, variant)) {
            read(model, staged, kind);
        } catch (IOException e) {
            throw new UnusableException(
                    variant.file() + " cannot be staged: " + Sentences.innermost(e), e);
        }
    }

    private static void read(Model model, VariantStager.Staged staged, Engines.Kind kind)
            throws UnusableException {
        String name = String.valueOf(staged.file().getFileName());
        try {
            model.load(staged.directory(), name, kind.loadOptions());
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw new UnusableException(
                    "%s cannot be loaded (%s); it must be %s"
                            .formatted(name, Sentences.innermost(e), kind.format()),
                    e);
        }
    }

    private static void test(Classifier classifier, Device device) throws UnusableException {
        SelfTest.Verdict verdict;
        try (Session session = classifier.openSession()) {
            verdict = SelfTest.of(classifier.modelPackage()).run(session, classifier.variant());
        } catch (IOException e) {
            throw new UnusableException("its self-test cannot be read: " + e.getMessage(), e);
        } catch (InferenceException e) {
            throw new UnusableException("it cannot answer: " + e.getMessage(), e);
        }
        switch (verdict) {
            case SelfTest.Passed passed ->
                    LOG.atInfo()
                            .addKeyValue("model", classifier.ref())
                            .addKeyValue("device", device)
                            .addKeyValue("cases", passed.cases())
                            .addKeyValue("largestDifference", passed.largestDifference())
                            .log("The model passed its self-test");
            case SelfTest.Failed failed ->
                    throw new UnusableException("its self-test failed: " + failed.message());
        }
    }
}
