package io.floracare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the model package that comes with the product. */
final class ModelFolders {
    private static final Path DEFAULT = Path.of("models", "leaf-disease");

    private ModelFolders() {}

    /** The newest version by number, 1.10.0 after 1.9.0. */
    static Path newest(Path home) {
        Path folder = home.resolve(DEFAULT);
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.filter(path -> Files.exists(path.resolve("manifest.json")))
                    .max(Comparator.comparing(ModelFolders::rank))
                    .orElseThrow(() ->
                            new UserError(
                                    "there is no model package in "
                                            + folder
                                            + "; give --model DIR"));
        } catch (IOException e) {
            throw new UserError("there is no model package in " + folder + "; give --model DIR", e);
        }
    }

    /** Each number of the version padded, so that text order is number order. */
    private static String rank(Path path) {
        StringBuilder rank = new StringBuilder();
        for (String part : path.getFileName().toString().split("\\.", -1)) {
            rank.append("0".repeat(Math.max(0, 9 - part.length()))).append(part).append('.');
        }
        return rank.toString();
    }
}
