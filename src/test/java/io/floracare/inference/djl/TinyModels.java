package io.floracare.inference.djl;

import io.floracare.inference.TestPackages;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Packages of the models that {@code src/test/resources/inference/make_models.py} writes. */
final class TinyModels {
    private TinyModels() {}

    static ModelPackage of(Variant... variants) {
        return TestPackages.of(folder(), variants);
    }

    static Path folder() {
        try {
            return Path.of(
                    Objects.requireNonNull(TinyModels.class.getResource("/inference")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Folders that loading makes and removes. */
    static long stagedFolders() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.filter(p -> p.getFileName().toString().startsWith("floracare-model-"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
