package io.floracare.inference.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader;
import io.floracare.inference.InferenceException;
import io.floracare.inference.SelfTest;
import io.floracare.inference.Session;
import io.floracare.inference.VariantChoice;
import io.floracare.model.Manifest;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import io.floracare.model.VariantStager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads packages into DJL's engines: the first variant that this machine can run and whose
 * self-test passes.
 */
public final class DjlClassifierLoader implements ClassifierLoader {
    private static final Logger LOG = LoggerFactory.getLogger(DjlClassifierLoader.class);

    private final VariantChoice choice;
    private final Engines engines;
    private final VariantStager stager;

    /**
     * Prepares the engines' settings and starts none.
     *
     * @param device where models run
     * @param choice which variants to try
     * @param scratch folder in which model files are staged while they are read
     */
    public DjlClassifierLoader(DeviceChoice device, VariantChoice choice, Path scratch) {
        DjlRuntime.prepare();
        this.stager = new VariantStager(scratch);
        this.choice = choice;
        this.engines = new Engines(device);
    }

    @Override
    public LoadOutcome load(ModelPackage modelPackage) {
        Manifest manifest = modelPackage.manifest();
        String title = "model " + manifest.name() + " " + manifest.version();
        int labels = modelPackage.labels().size();
        if (labels != manifest.classes()) {
            return new LoadOutcome.Refused(
                    "%s is refused: it has %d labels for %d classes"
                            .formatted(title, labels, manifest.classes()));
        }
        return switch (choice.among(manifest.variants())) {
            case VariantChoice.None none ->
                    new LoadOutcome.Refused(title + " is refused: " + none.message());
            case VariantChoice.Candidates candidates -> load(title, modelPackage, candidates);
        };
    }

    private LoadOutcome load(
            String title, ModelPackage modelPackage, VariantChoice.Candidates candidates) {
        List<String> reasons = new ArrayList<>(candidates.passedOver());
        for (Variant variant : candidates.inOrder()) {
            try {
                return new LoadOutcome.Loaded(load(modelPackage, variant));
            } catch (UnusableException e) {
                String reason = variant.name() + ": " + e.getMessage();
                reasons.add(reason);
                LOG.atWarn()
                        .addKeyValue("model", title)
                        .addKeyValue("reason", reason)
                        .log("A variant cannot be used");
                LOG.atDebug().setCause(e).log("Why the variant cannot be used");
            }
        }
        return new LoadOutcome.Refused(
                title + " is refused: no variant can be used (" + String.join("; ", reasons) + ")");
    }

    private Classifier load(ModelPackage modelPackage, Variant variant) throws UnusableException {
        Engines.Kind kind = engines.kind(variant.engine());
        Device device = engines.device(variant.engine());
        Model model = Model.newInstance(variant.name(), device, variant.engine());
        boolean usable = false;
        try {
            read(model, modelPackage, variant, kind);
            Classifier classifier = new DjlClassifier(model, modelPackage, variant);
            test(classifier);
            usable = true;
            return classifier;
        } finally {
            if (!usable) {
                model.close();
            }
        }
    }

    private void read(Model model, ModelPackage modelPackage, Variant variant, Engines.Kind kind)
            throws UnusableException {
        // DJL also reads settings and code that lie beside a model, so the file is loaded alone.
        try (VariantStager.Staged staged = stager.stage(modelPackage, variant)) {
            String name = String.valueOf(staged.file().getFileName());
            model.load(staged.directory(), name, kind.loadOptions());
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw new UnusableException(
                    "%s cannot be loaded (%s); it must be %s"
                            .formatted(variant.file(), Sentences.innermost(e), kind.format()),
                    e);
        }
    }

    private static void test(Classifier classifier) throws UnusableException {
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
                            .addKeyValue("cases", passed.cases())
                            .addKeyValue("largestDifference", passed.largestDifference())
                            .log("The model passed its self-test");
            case SelfTest.Failed failed ->
                    throw new UnusableException("its self-test failed: " + failed.message());
        }
    }
}
