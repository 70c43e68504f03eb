package io.floracare.inference;

import io.floracare.image.TensorSpec;
import io.floracare.model.Label;
import io.floracare.model.Manifest;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageFile;
import io.floracare.model.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small model packages made in memory, of three classes and an 8×8 input in [-1, 1]. */
public final class TestPackages {
    public static final int CLASSES = 3;
    public static final TensorSpec INPUT =
            new TensorSpec(
                    8,
                    TensorSpec.Resize.SQUASH,
                    8,
                    false,
                    TensorSpec.Order.RGB,
                    new TensorSpec.Triple(0.5f, 0.5f, 0.5f),
                    new TensorSpec.Triple(0.5f, 0.5f, 0.5f));
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private TestPackages() {}

    /** A package of these variants without files, for engines that read none. */
    public static ModelPackage of(Path folder, Variant... variants) {
        return of(folder, "0.1.0", CLASSES, List.of(variants), null, Map.of());
    }

    /**
     * A package.
     *
     * @param folder holds the files
     * @param labels number of labels, which may be wrong
     * @param selftest path of the cases; null for none
     * @param files what the manifest lists
     */
    public static ModelPackage of(
            Path folder,
            String version,
            int labels,
            List<Variant> variants,
            @Nullable String selftest,
            Map<String, PackageFile> files) {
        return new ModelPackage(
                folder,
                new Manifest("tiny", version, null, CLASSES, INPUT, variants, selftest, files),
                SHA256,
                IntStream.range(0, labels).mapToObj(TestPackages::label).toList());
    }

    /** A variant that any CPU runs, at temperature 1, that never abstains. */
    public static Variant variant(String name, String engine, String file) {
        return new Variant(name, engine, file, List.of(), 1, Variant.Abstain.NEVER, 1e-4f, null);
    }

    /** A scripted classifier of a package in the current folder. */
    static ScriptedClassifier scripted(String version, Script script) {
        var variant = variant("v", "none", "none");
        return new ScriptedClassifier(
                of(Path.of(""), version, CLASSES, List.of(variant), null, Map.of()),
                script,
                new AtomicLong());
    }

    private static Label label(int index) {
        String name = "Crop___class_" + index;
        return new Label(
                index, name, "crop", "disease " + index, null, false, false, name, null, null);
    }
}
