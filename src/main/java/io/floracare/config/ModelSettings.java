package io.floracare.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which model is served and from where.
 *
 * @param bucket the store's bucket; null when none is set
 * @param key a package's folder or a bare TorchScript file in the bucket; null when none is set
 * @param labelsKey a file with the class names of a bare TorchScript file; null to look beside it
 * @param variant name of the variant to use; null for the first of the package that runs here
 * @param device where inference runs
 * @param cacheDirectory downloaded packages, by digest
 */
public record ModelSettings(
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String labelsKey,
        @Nullable String variant,
        Device device,
        Path cacheDirectory) {

    /** Where inference runs. */
    public enum Device {
        /** A GPU when there is one. */
        AUTO,
        CPU,
        GPU
    }

    private static final Pattern BUCKET_PATTERN =
            Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern BARE = Pattern.compile(".*\\.(pt|pth)");

    static final Setting<Optional<String>> BUCKET =
            Setting.shared(
                    "model.s3.bucket",
                    Parsers.optional(
                            Parsers.matching(
                                    BUCKET_PATTERN,
                                    "expected a bucket's name: 3 to 63 of a-z, 0-9, '.', '-'")),
                    "",
                    "Bucket of the model store.");
    static final Setting<Optional<String>> KEY =
            Setting.shared(
                    "model.s3.key",
                    Parsers.optional(Parsers.text()),
                    "",
                    "Folder of a model package in the bucket, such as models/leaf-disease/1.0.0/,"
                            + " or a bare TorchScript file, *.pt or *.pth.");
    static final Setting<Optional<String>> LABELS_KEY =
            Setting.shared(
                    "model.labels.key",
                    Parsers.optional(Parsers.text()),
                    "",
                    "With a bare TorchScript file: file in the bucket that names its classes; without it,"
                            + " labels.json, classes.json or labels.txt beside the model.");
    static final Setting<Optional<String>> VARIANT =
            Setting.shared(
                    "model.variant",
                    Parsers.optional(
                            Parsers.matching(
                                    Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}"),
                                    "expected a variant's name")),
                    "",
                    "Variant of the package to use; without it, the first that runs here.");
    static final Setting<Device> DEVICE =
            Setting.shared(
                    "model.device",
                    Parsers.oneOf(Device.class),
                    "auto",
                    "cpu, gpu, or auto: a GPU when there is one.");
    static final Setting<Path> CACHE_DIRECTORY =
            Setting.shared(
                    "model.cache.dir",
                    Parsers.path(),
                    "${data.dir}/models",
                    "Downloaded packages, by digest: a restart does not download again and works"
                            + " while the store is down.");
    static final List<Setting<?>> ALL =
            List.of(BUCKET, KEY, LABELS_KEY, VARIANT, DEVICE, CACHE_DIRECTORY);

    /** As these settings, for that variant alone. */
    public ModelSettings withVariant(String name) {
        return new ModelSettings(bucket, key, labelsKey, name, device, cacheDirectory);
    }

    static ModelSettings from(Values values) {
        ModelSettings model =
                new ModelSettings(
                        values.get(BUCKET).orElse(null),
                        values.get(KEY).orElse(null),
                        values.get(LABELS_KEY).orElse(null),
                        values.get(VARIANT).orElse(null),
                        values.get(DEVICE),
                        values.get(CACHE_DIRECTORY));
        model.check(values);
        return model;
    }

    private void check(Values values) {
        if (key != null && bucket == null && !values.isSet(BUCKET)) {
            values.problem("MODEL_S3_KEY is set but MODEL_S3_BUCKET is not: set both or neither");
        }
        boolean bare = key != null && BARE.matcher(key).matches();
        if (labelsKey != null && !bare) {
            values.problem(
                    "MODEL_LABELS_KEY goes with a MODEL_S3_KEY that ends in .pt or .pth;"
                            + " a package has labels of its own");
        }
    }
}
