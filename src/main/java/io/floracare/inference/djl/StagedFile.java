package io.floracare.inference.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model file alone in a new folder, because DJL also reads settings and code that lie beside a
 * model. Closing removes both.
 */
record StagedFile(Path folder, String name) implements AutoCloseable {

    static StagedFile of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        Path folder = Files.createTempDirectory("floracare-model-");
        String name = String.valueOf(file.getFileName());
        Files.copy(file, folder.resolve(name));
        return new StagedFile(folder, name);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        Files.delete(folder);
    }
}
