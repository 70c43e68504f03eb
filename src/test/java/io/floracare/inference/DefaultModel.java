package io.floracare.inference;

import io.floracare.model.ModelPackage;
import io.floracare.model.PackageReader;
import io.floracare.model.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The model package that the product comes with, as the tests' working folder holds it. */
public final class DefaultModel {
    private DefaultModel() {}

    /** The newest version. */
    public static ModelPackage read() {
        return switch (new PackageReader().read(newest(Path.of("models/leaf-disease")))) {
            case PackageReader.Outcome.Verified verified -> verified.modelPackage();
            case PackageReader.Outcome.Refused refused ->
                    throw new AssertionError(refused.message());
        };
    }

    /** Names of the variants that this CPU runs, in their order of preference. */
    public static Stream<String> variantsForThisCpu(ModelPackage model) {
        VariantChoice here = new VariantChoice(CpuFlags.read(CpuFlags.CPUINFO), null);
        return switch (here.among(model.manifest().variants())) {
            case VariantChoice.Candidates runs -> runs.inOrder().stream().map(Variant::name);
            case VariantChoice.None none -> throw new AssertionError(none.message());
        };
    }

    private static Path newest(Path versions) {
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.filter(folder -> Files.exists(folder.resolve("manifest.json")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
