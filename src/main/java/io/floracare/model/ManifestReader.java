package io.floracare.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.image.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code manifest.json} strictly: an unknown field, a missing one or a value out of range is
 * refused, because a mistyped threshold would otherwise silently never apply.
 */
public final class ManifestReader {
    /** The newest layout that is understood. */
    public static final int FORMAT = 1;

    /** Longest manifest in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    static final int MAX_CLASSES = 10_000;
    private static final int MAX_FILES = 1_000;
    private static final long MAX_FILE_BYTES = 4L << 30;

    private static final Set<String> FIELDS =
            Set.of(
                    "format",
                    "name",
                    "version",
                    "created",
                    "description",
                    "classes",
                    "input",
                    "variants",
                    "selftest",
                    "files",
                    "training");
    private static final Set<String> FILE_FIELDS = Set.of("bytes", "sha256");

    /**
     * What the bytes of a manifest say.
     *
     * @throws RefusedException if they are not a manifest of a known format
     */
    public Manifest read(byte[] json) throws RefusedException {
        if (json.length > MAX_BYTES) {
            throw new RefusedException(
                    "%s has %,d bytes; at most %,d are read"
                            .formatted(Manifest.FILE, json.length, MAX_BYTES));
        }
        JsonNode document = Fields.parse(Manifest.FILE, json);
        // First of all, so that a newer layout is named as such and not by its first new field.
        checkFormat(document.path("format"));
        Fields root = Fields.of(Manifest.FILE, "", document, FIELDS);
        String name = part(root, "name");
        String version = part(root, "version");
        int classes = root.integer("classes", 2, MAX_CLASSES);
        TensorSpec input = InputReader.read(root);
        String selftest = root.optionalText("selftest");
        List<Variant> variants = VariantReader.read(root, selftest != null);
        Map<String, PackageFile> files = files(root);
        var manifest =
                new Manifest(
                        name,
                        version,
                        root.optionalText("description"),
                        classes,
                        input,
                        variants,
                        selftest,
                        files);
        root.optionalText("created");
        checkListed(manifest);
        return manifest;
    }

    private static void checkFormat(JsonNode format) throws RefusedException {
        if (!format.isInt() || format.intValue() < 1) {
            throw new RefusedException(
                    Manifest.FILE + ": format must be a whole number; " + FORMAT + " is known");
        }
        if (format.intValue() > FORMAT) {
            throw new RefusedException(
                    "%s has format %d; this version of FloraCare knows formats up to %d: upgrade it"
                            .formatted(Manifest.FILE, format.intValue(), FORMAT));
        }
    }

    private static String part(Fields root, String field) throws RefusedException {
        String text = root.text(field);
        if (!PackageId.isPart(text)) {
            throw root.wrong(
                    field,
                    "must be 1 to 64 lower-case letters, digits and ._-, the first a letter or digit");
        }
        return text;
    }

    private static Map<String, PackageFile> files(Fields root) throws RefusedException {
        JsonNode map = root.map("files");
        if (map.isEmpty() || map.size() > MAX_FILES) {
            throw root.wrong("files", "must list 1 to " + MAX_FILES + " files");
        }
        Map<String, PackageFile> files = new LinkedHashMap<>();
        for (var entry : map.properties()) {
            String path = entry.getKey();
            PackagePaths.check(Manifest.FILE, path);
            Fields file =
                    Fields.of(Manifest.FILE, "files[" + path + "]", entry.getValue(), FILE_FIELDS);
            String sha256 = file.text("sha256");
            if (!PackageFile.isSha256(sha256)) {
                throw file.wrong("sha256", "must be 64 lower-case hex digits");
            }
            files.put(path, new PackageFile(file.longInteger("bytes", 0, MAX_FILE_BYTES), sha256));
        }
        PackagePaths.checkTogether(Manifest.FILE, files.keySet());
        return files;
    }

    private static void checkListed(Manifest manifest) throws RefusedException {
        checkListed(manifest, Manifest.LABELS, "labels");
        checkListed(manifest, manifest.selftest(), "selftest");
        for (Variant variant : manifest.variants()) {
            checkListed(manifest, variant.file(), "variant " + variant.name());
        }
        checkBaselines(manifest);
    }

    /** A baseline of a variant that is spelt otherwise would silently never be used. */
    private static void checkBaselines(Manifest manifest) throws RefusedException {
        List<String> known =
                manifest.variants().stream().map(each -> Manifest.baseline(each.name())).toList();
        for (String path : manifest.files().keySet()) {
            if (path.startsWith(Manifest.BASELINES) && !known.contains(path)) {
                throw new RefusedException(
                        "%s: files lists %s, but there is no such variant; baselines may be %s"
                                .formatted(Manifest.FILE, path, String.join(", ", known)));
            }
        }
    }

    private static void checkListed(Manifest manifest, @Nullable String path, String what)
            throws RefusedException {
        if (path != null && !manifest.files().containsKey(path)) {
            throw new RefusedException(
                    "%s: files does not list %s (%s)".formatted(Manifest.FILE, path, what));
        }
    }
}
