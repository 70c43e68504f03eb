package io.floracare.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A package on local disk whose files all had the digests that its manifest states when it was
 * read. Use {@link #bytes} and {@link VariantStager} to read from it: they verify what they read
 * once more.
 *
 * @param directory holds the manifest and the files it lists, nothing else
 * @param manifest what the model is
 * @param manifestSha256 digest of {@code manifest.json}, 64 lower-case hex digits
 * @param labels one a class, in index order
 */
public record ModelPackage(
        Path directory, Manifest manifest, String manifestSha256, List<Label> labels) {
    public ModelPackage {
        labels = List.copyOf(labels);
    }

    /** What names it in a store. */
    public PackageId id() {
        return new PackageId(manifest.name(), manifest.version());
    }

    /**
     * The bytes of a listed file, such as a self-test's image.
     *
     * @param path as the manifest lists it
     * @throws IOException if the file is not listed, or is no longer what the manifest says
     */
    public byte[] bytes(String path) throws IOException {
        PackageFile stated = listed(path);
        if (stated.bytes() > Integer.MAX_VALUE - 8) {
            throw new IOException(path + " is too long to be read into memory");
        }
        try (var in = Files.newInputStream(directory.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes((int) stated.bytes() + 1);
            if (bytes.length != stated.bytes() || !Sha256.of(bytes).equals(stated.sha256())) {
                throw changed(path);
            }
            return bytes;
        }
    }

    PackageFile listed(String path) throws IOException {
        PackageFile stated = manifest.files().get(path);
        if (stated == null) {
            throw new IOException("the manifest of " + id() + " does not list " + path);
        }
        return stated;
    }

    IOException changed(String path) {
        return new IOException(
                "%s of the model package %s is no longer what its manifest says"
                        .formatted(directory.resolve(path), id()));
    }
}
