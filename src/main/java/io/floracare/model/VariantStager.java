package io.floracare.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Puts one variant's file alone into a fresh folder for an engine to load. Engines look around in a
 * model's folder for settings, classes and jars to run; here they find none.
 */
public final class VariantStager {
    private final Path scratch;

    /**
     * @param scratch folder for the fresh folders, made when missing
     */
    public VariantStager(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * Copies a variant's file and verifies what was copied.
     *
     * @throws IOException if the file is no longer what the manifest says, or the disk fails
     */
    public Staged stage(ModelPackage modelPackage, Variant variant) throws IOException {
        PackageFile stated = modelPackage.listed(variant.file());
        Path source = modelPackage.directory().resolve(variant.file());
        Files.createDirectories(scratch);
        Path directory = Files.createTempDirectory(scratch, "variant-");
        var staged = new Staged(directory, directory.resolve(source.getFileName()));
        boolean good = false;
        // Copied, not linked: nobody who can write to the cache can then change what is loaded.
        try (var in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = Files.newOutputStream(staged.file())) {
            good = Sha256.copy(in, out, stated.bytes()).equals(stated);
            if (!good) {
                throw modelPackage.changed(variant.file());
            }
            return staged;
        } finally {
            if (!good) {
                staged.close();
            }
        }
    }

    /**
     * A folder with one file; closing removes both, which may be done as soon as the engine has
     * read the file.
     *
     * @param directory holds the file alone
     * @param file the variant's file, named as in the package
     */
    public record Staged(Path directory, Path file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }
}
