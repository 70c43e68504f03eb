package io.floracare.baseline;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineException;
import io.floracare.drift.BaselineJson;
import io.floracare.drift.BaselineReader;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import io.floracare.model.Label;
import io.floracare.model.Manifest;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageFile;
import io.floracare.model.PackageReader;
import io.floracare.model.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The baselines in a model package: {@code baseline/VARIANT.json}, listed in the manifest like
 * every file. A file's {@code model.sha256} is the digest of the variant's engine file, since the
 * manifest's depends on the baseline; so a baseline of other weights is recognised.
 */
public final class PackageBaselines {
    private final ModelPackage modelPackage;

    public PackageBaselines(ModelPackage modelPackage) {
        this.modelPackage = modelPackage;
    }

    /**
     * A variant's baseline, its model being the package as it is now.
     *
     * @return empty if the package has none of that variant
     * @throws BaselineException with a sentence, if it is none or of another model
     * @throws IOException if it is no longer what the manifest says
     */
    public Optional<Baseline> read(Variant variant) throws BaselineException, IOException {
        String path = Manifest.baseline(variant.name());
        PackageFile listed = modelPackage.manifest().files().get(path);
        if (listed == null) {
            return Optional.empty();
        }
        if (listed.bytes() > BaselineReader.MAX_BYTES) {
            throw new BaselineException(path + " has more bytes than a baseline may have");
        }
        try {
            Baseline baseline = BaselineReader.read(modelPackage.bytes(path));
            check(baseline, variant);
            return Optional.of(baseline.of(ref(variant, modelPackage.manifestSha256())));
        } catch (BaselineException e) {
            throw new BaselineException(path + ": " + e.getMessage(), e);
        }
    }

    /** What is wrong with a baseline of the package; empty if each can be used or there is none. */
    public Optional<String> problem() {
        for (Variant variant : modelPackage.manifest().variants()) {
            try {
                read(variant);
            } catch (BaselineException | IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private void check(Baseline baseline, Variant variant) throws BaselineException {
        ModelRef expected = ref(variant, weights(variant));
        if (!baseline.model().equals(expected)) {
            throw new BaselineException(
                    "it is of %s, this is %s: build it again with floracare baseline build"
                            .formatted(shown(baseline.model()), shown(expected)));
        }
        List<String> labels = names(modelPackage.labels());
        if (!baseline.labels().equals(labels)) {
            throw new BaselineException("its labels are not those of the package");
        }
        if (!baseline.background().equals(background(modelPackage.labels()))) {
            throw new BaselineException("its background classes are not those of the package");
        }
    }

    /**
     * Puts baselines into the package, in place of those of the same variants, and lists them in
     * the manifest.
     *
     * @return the package as it is now
     * @throws IOException with a sentence
     */
    public ModelPackage write(List<Baseline> baselines) throws IOException {
        Path folder = modelPackage.directory();
        Path manifest = folder.resolve(Manifest.FILE);
        ObjectNode root = tree(Files.readAllBytes(manifest));
        Map<String, JsonNode> files = new TreeMap<>();
        root.withObject("files").properties().forEach(e -> files.put(e.getKey(), e.getValue()));
        for (Baseline baseline : baselines) {
            Variant variant = variant(baseline.model().variant());
            byte[] bytes = BaselineJson.write(baseline.of(ref(variant, weights(variant))));
            String path = Manifest.baseline(variant.name());
            Path file = folder.resolve(path);
            Files.createDirectories(folder.resolve(path.substring(0, path.indexOf('/'))));
            replace(file, bytes);
            PackageFile stated = PackageFile.of(bytes);
            files.put(path, Json.mapper().valueToTree(stated));
        }
        root.set("files", Json.mapper().valueToTree(files));
        replace(manifest, (text(root) + "\n").getBytes(StandardCharsets.UTF_8));
        return switch (new PackageReader().read(folder)) {
            case PackageReader.Outcome.Verified(ModelPackage written) -> written;
            case PackageReader.Outcome.Refused(String message) -> throw new IOException(message);
        };
    }

    private Variant variant(String name) {
        return modelPackage.manifest().variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                modelPackage.id() + " has no variant " + name));
    }

    /** Never half a file, whatever happens meanwhile. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.write(beside, bytes);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Numbers keep the digits that they are written with. */
    private static ObjectNode tree(byte[] json) throws IOException {
        return (ObjectNode)
                Json.mapper()
                        .reader()
                        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                        .readTree(json);
    }

    /** As the training tools write it. */
    private static String text(ObjectNode root) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                        .withObjectEmptySeparator("")
                                        .withArrayEmptySeparator(""))
                        .withObjectIndenter(lines)
                        .withArrayIndenter(lines);
        return Json.mapper()
                .writer(printer)
                .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .writeValueAsString(root);
    }

    private String weights(Variant variant) {
        PackageFile file = modelPackage.manifest().files().get(variant.file());
        if (file == null) {
            throw new IllegalStateException("a manifest lists the files of its variants");
        }
        return file.sha256();
    }

    private ModelRef ref(Variant variant, String sha256) {
        Manifest manifest = modelPackage.manifest();
        return new ModelRef(manifest.name(), manifest.version(), variant.name(), sha256);
    }

    private static String shown(ModelRef model) {
        return "%s %s, variant %s with weights %.12s…"
                .formatted(model.name(), model.version(), model.variant(), model.sha256());
    }

    static List<String> names(List<Label> labels) {
        return labels.stream().map(Label::name).toList();
    }

    static Set<Integer> background(List<Label> labels) {
        return labels.stream()
                .filter(Label::background)
                .map(Label::index)
                .collect(Collectors.toUnmodifiableSet());
    }
}
