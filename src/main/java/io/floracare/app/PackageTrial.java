package io.floracare.app;

import io.floracare.baseline.PackageBaselines;
import io.floracare.config.ModelSettings;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.CpuFlags;
import io.floracare.inference.VariantChoice;
import io.floracare.model.ModelCatalogue.PackageCheck;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a package's baselines, and runs the self-test of every variant that this machine can run: a
 * classifier on another machine may choose any of them.
 */
public final class PackageTrial implements PackageCheck {
    private final ModelSettings settings;
    private final VariantChoice choice;
    private final List<String> passed = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();

    /**
     * @param settings a variant that they force is the only one tried
     */
    public PackageTrial(ModelSettings settings) {
        this.settings = settings;
        this.choice = new VariantChoice(CpuFlags.read(CpuFlags.CPUINFO), settings.variant());
    }

    @Override
    public Optional<String> problem(ModelPackage modelPackage) {
        Optional<String> baselines = new PackageBaselines(modelPackage).problem();
        if (baselines.isPresent()) {
            return baselines;
        }
        return switch (choice.among(modelPackage.manifest().variants())) {
            case VariantChoice.None none -> Optional.of(none.message());
            case VariantChoice.Candidates candidates -> {
                passedOver.addAll(candidates.passedOver());
                yield candidates.inOrder().stream()
                        .map(variant -> problem(modelPackage, variant))
                        .flatMap(Optional::stream)
                        .findFirst();
            }
        };
    }

    private Optional<String> problem(ModelPackage modelPackage, Variant variant) {
        return switch (ClassifierProcess.loader(settings.withVariant(variant.name()))
                .load(modelPackage)) {
            case LoadOutcome.Refused refused -> Optional.of(refused.message());
            case LoadOutcome.Loaded loaded -> {
                loaded.classifier().close();
                passed.add(variant.name());
                yield Optional.empty();
            }
        };
    }

    /** Names of the variants whose self-test has passed, in the package's order of preference. */
    public List<String> passed() {
        return List.copyOf(passed);
    }

    /** A clause for each variant that this machine cannot run. */
    public List<String> passedOver() {
        return List.copyOf(passedOver);
    }
}
