package io.floracare.inference.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader;
import io.floracare.inference.VariantChoice;
import io.floracare.model.Manifest;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads packages into DJL's engines: the first variant that this machine can run and whose
 * self-test passes. Where a GPU may be used, every variant is tried on its first choice of device
 * before any is tried on the CPU instead.
 */
public final class DjlClassifierLoader implements ClassifierLoader {
    private static final Logger LOG = LoggerFactory.getLogger(DjlClassifierLoader.class);

    private final VariantChoice choice;
    private final Engines engines;
    private final VariantLoader variants;

    /**
     * Prepares the engines' settings and starts none.
     *
     * @param device where models run
     * @param choice which variants to try
     * @param scratch folder in which model files are staged while they are read
     */
    public DjlClassifierLoader(DeviceChoice device, VariantChoice choice, Path scratch) {
        this(new Engines(device, Engine::getGpuCount), choice, scratch);
    }

    DjlClassifierLoader(Engines engines, VariantChoice choice, Path scratch) {
        DjlRuntime.prepare();
        this.choice = choice;
        this.engines = engines;
        this.variants = new VariantLoader(scratch);
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
        Map<String, Set<String>> variantsByReason = new LinkedHashMap<>();
        for (int rank = 0; rank < Engines.MAX_DEVICES; rank++) {
            for (Variant variant : candidates.inOrder()) {
                try {
                    Classifier classifier = load(modelPackage, variant, rank);
                    if (classifier != null) {
                        return new LoadOutcome.Loaded(classifier);
                    }
                } catch (UnusableException e) {
                    String reason = String.valueOf(e.getMessage());
                    if (variantsByReason
                            .computeIfAbsent(reason, each -> new LinkedHashSet<>())
                            .add(variant.name())) {
                        LOG.atWarn()
                                .addKeyValue("model", title)
                                .addKeyValue("variant", variant.name())
                                .addKeyValue("reason", reason)
                                .log("A variant cannot be used");
                        LOG.atDebug().setCause(e).log("Why the variant cannot be used");
                    }
                }
            }
        }
        List<String> clauses = new ArrayList<>(candidates.passedOver());
        variantsByReason.forEach(
                (reason, variants) -> clauses.add(String.join(", ", variants) + ": " + reason));
        return new LoadOutcome.Refused(
                clauses.size() == 1
                        ? title + " is refused: " + clauses.getFirst()
                        : "%s is refused: no variant can be used (%s)"
                                .formatted(title, String.join("; ", clauses)));
    }

    /** Null if the engine has no device of that rank. */
    private @Nullable Classifier load(ModelPackage modelPackage, Variant variant, int rank)
            throws UnusableException {
        Engines.Kind kind = engines.kind(variant.engine());
        List<Device> devices = engines.devices(variant.engine());
        return rank < devices.size()
                ? variants.load(modelPackage, variant, kind, devices.get(rank))
                : null;
    }
}
