package io.floracare.model;

import io.floracare.image.TensorSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manifest.json} says, as docs/model-package.md describes it.
 *
 * @param name the package's name
 * @param version the package's version
 * @param description one line for people; null when there is none
 * @param classes number of classes
 * @param input how a picture becomes the input
 * @param variants in order of preference, at least one
 * @param selftest path of the self-test's cases in the package; null when there is none
 * @param files every file of the package but the manifest, by path
 */
public record Manifest(
        String name,
        String version,
        @Nullable String description,
        int classes,
        TensorSpec input,
        List<Variant> variants,
        @Nullable String selftest,
        Map<String, PackageFile> files) {

    /** The manifest's own path in a package. */
    public static final String FILE = "manifest.json";

    /** The labels' path in a package. */
    public static final String LABELS = "labels.json";

    static final String BASELINES = "baseline/";

    /** Path of a variant's drift baseline in a package that has one. */
    public static String baseline(String variant) {
        return BASELINES + variant + ".json";
    }

    public Manifest {
        variants = List.copyOf(variants);
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** A manifest without self-test and files, such as a test makes. */
    public Manifest(
            String name, String version, int classes, TensorSpec input, List<Variant> variants) {
        this(name, version, null, classes, input, variants, null, Map.of());
    }

    /** Length of all files but the manifest. */
    public long bytes() {
        return files.values().stream().mapToLong(PackageFile::bytes).sum();
    }
}
