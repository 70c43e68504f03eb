package io.floracare.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps what simulations measured in {@code target/drift-figures.txt}. */
final class Figures {
    private Figures() {}

    static void note(String line) {
        try {
            Files.writeString(
                    Files.createDirectories(Path.of("target")).resolve("drift-figures.txt"),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
