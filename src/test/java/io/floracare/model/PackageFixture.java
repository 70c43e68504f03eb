package io.floracare.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.message.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes small packages for tests: three classes, one variant whose file has the outline of
 * TorchScript but is not a model. The manifest can be edited before it is written.
 */
public final class PackageFixture {
    private PackageFixture() {}

    /** Writes a valid package. */
    public static Path write(Path directory, String name, String version) {
        return write(
                directory,
                manifest -> {
                    manifest.put("name", name);
                    manifest.put("version", version);
                });
    }

    /** Writes a package whose manifest was edited. */
    public static Path write(Path directory, Consumer<ObjectNode> edit) {
        try {
            Files.createDirectories(directory.resolve("selftest"));
            Files.write(directory.resolve("model.pt"), model());
            Files.writeString(directory.resolve("labels.json"), labels());
            Files.writeString(directory.resolve("selftest/cases.json"), "[]");
            ObjectNode manifest = manifest();
            list(manifest, directory, "labels.json");
            list(manifest, directory, "model.pt");
            list(manifest, directory, "selftest/cases.json");
            edit.accept(manifest);
            Files.write(
                    directory.resolve("manifest.json"), Json.mapper().writeValueAsBytes(manifest));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists a file of the folder in a manifest as it is now. */
    public static void list(ObjectNode manifest, Path directory, String path) throws IOException {
        Path file = directory.resolve(path);
        manifest.withObject("files")
                .putObject(path)
                .put("bytes", Files.size(file))
                .put("sha256", Sha256.of(file));
    }

    /** A zip with the entries that tell TorchScript from a state dict. */
    public static byte[] model() {
        return zip("model/data.pkl", "model/code/__torch__.py", "model/constants.pkl");
    }

    /** A zip whose entries hold nothing, the same bytes each time. */
    public static byte[] zip(String... entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : entries) {
                var entry = new ZipEntry(name);
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A valid manifest without files. */
    public static ObjectNode manifest() {
        return parse(
                """
                {
                  "format": 1,
                  "name": "test-leaf",
                  "version": "1.0.0",
                  "created": "2026-01-01T00:00:00Z",
                  "classes": 3,
                  "input": {
                    "size": 32,
                    "resize": { "mode": "short-side", "size": 40 },
                    "crop": "center",
                    "interpolation": "bilinear-antialias",
                    "channels": "RGB",
                    "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225]
                  },
                  "variants": [
                    {
                      "name": "torchscript",
                      "engine": "PyTorch",
                      "file": "model.pt",
                      "cpuAnyOf": ["avx2", "sve"],
                      "temperature": 0.5,
                      "abstain": { "minProbability": 0.8 },
                      "selftestTolerance": 0.02,
                      "measured": { "top1": 0.9 }
                    }
                  ],
                  "selftest": "selftest/cases.json",
                  "files": {},
                  "training": { "data": "none" }
                }
                """);
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String labels() {
        return """
        [
          { "index": 0, "name": "Apple___scab", "crop": "apple", "disease": "scab", "healthy": false, "background": false },
          { "index": 1, "name": "Apple___healthy", "crop": "apple", "disease": null, "healthy": true, "background": false },
          { "index": 2, "name": "Background", "crop": null, "disease": null, "healthy": false, "background": true }
        ]
        """;
    }
}
