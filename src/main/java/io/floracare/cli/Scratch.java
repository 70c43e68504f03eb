package io.floracare.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for the time of a command, deleted with what is in it. */
record Scratch(Path folder) implements AutoCloseable {
    private static final int ATTEMPTS = 10;

    /** A new one among the system's temporary files. */
    static Scratch temporary(String name) throws IOException {
        return new Scratch(Files.createTempDirectory("floracare-" + name + "-"));
    }

    /** A new one in a folder, which is made when missing. */
    static Scratch in(Path parent, String name) throws IOException {
        return new Scratch(Files.createTempDirectory(Files.createDirectories(parent), name + "-"));
    }

    @Override
    public void close() throws IOException {
        for (int attempt = 1; Files.exists(folder); attempt++) {
            try {
                delete();
            } catch (IOException | UncheckedIOException e) {
                // A process that was killed just now may still have written.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
