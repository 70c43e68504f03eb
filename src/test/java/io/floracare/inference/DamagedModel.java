package io.floracare.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.message.Json;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageReader;
import io.floracare.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The product's own model with something wrong. */
public final class DamagedModel {
    private DamagedModel() {}

    /**
     * A copy whose digests are right and whose self-test cannot pass with one variant.
     *
     * @param folder where it is written
     */
    public static ModelPackage expectingOtherLogitsOf(String variant, Path folder)
            throws IOException {
        copy(DefaultModel.read().directory(), folder);
        Path cases = folder.resolve("selftest/cases.json");
        JsonNode tests = Json.mapper().readTree(cases.toFile());
        ((ArrayNode) tests.at("/0/logits/" + variant)).set(3, Json.mapper().valueToTree(99.5));
        byte[] changed = Json.mapper().writeValueAsBytes(tests);
        Files.write(cases, changed);
        Path manifest = folder.resolve("manifest.json");
        JsonNode root = Json.mapper().readTree(manifest.toFile());
        ((ObjectNode) root.at("/files").get("selftest/cases.json"))
                .put("bytes", changed.length)
                .put("sha256", Sha256.of(changed));
        Files.write(manifest, Json.mapper().writeValueAsBytes(root));
        return switch (new PackageReader().read(folder)) {
            case PackageReader.Outcome.Verified verified -> verified.modelPackage();
            case PackageReader.Outcome.Refused refused ->
                    throw new AssertionError(refused.message());
        };
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(from)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
