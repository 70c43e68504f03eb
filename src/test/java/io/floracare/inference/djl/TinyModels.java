package io.floracare.inference.djl;

import io.floracare.inference.ListedFiles;
import io.floracare.inference.TestPackages;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Packages of the models that {@code src/test/resources/inference/make_models.py} writes. */
final class TinyModels {
    private TinyModels() {}

    static ModelPackage of(Variant... variants) throws IOException {
        return of(TestPackages.CLASSES, variants);
    }

    static ModelPackage of(int labels, Variant... variants) throws IOException {
        Path folder = folder();
        return TestPackages.of(
                folder, "0.1.0", labels, List.of(variants), null, ListedFiles.of(folder));
    }

    static Path folder() {
        try {
            return Path.of(
                    Objects.requireNonNull(TinyModels.class.getResource("/inference")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
