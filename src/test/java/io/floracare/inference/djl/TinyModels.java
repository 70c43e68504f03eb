package io.floracare.inference.djl;

import io.floracare.inference.TestPackages;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageFile;
import io.floracare.model.Variant;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Packages of the models that {@code src/test/resources/inference/make_models.py} writes. */
final class TinyModels {
    private TinyModels() {}

    static ModelPackage of(Variant... variants) throws IOException {
        return of(TestPackages.CLASSES, variants);
    }

    static ModelPackage of(int labels, Variant... variants) throws IOException {
        Path folder = folder();
        return TestPackages.of(folder, "0.1.0", labels, List.of(variants), null, list(folder));
    }

    /** What a manifest says of every file of a folder. */
    static Map<String, PackageFile> list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.filter(Files::isRegularFile).forEach(files::add);
        }
        Map<String, PackageFile> listed = new HashMap<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            listed.put(
                    folder.relativize(file).toString(),
                    new PackageFile(bytes.length, sha256(bytes)));
        }
        return listed;
    }

    static Path folder() {
        try {
            return Path.of(
                    Objects.requireNonNull(TinyModels.class.getResource("/inference")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
