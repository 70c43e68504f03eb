package io.floracare.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Turns a folder into a {@link ModelPackage}, or says why it is none: the manifest is read
 * strictly, the folder holds the files it lists and nothing else, no symbolic links, and every one
 * has the size and the SHA-256 that the manifest states.
 */
public final class PackageReader {
    private final ManifestReader manifests = new ManifestReader();
    private final LabelsReader labels = new LabelsReader();

    /** What became of a folder. */
    public sealed interface Outcome {
        /** Every byte was verified. */
        record Verified(ModelPackage modelPackage) implements Outcome {}

        /** The folder is no package; the sentence says why. */
        record Refused(String message) implements Outcome {}
    }

    /** Verifies a folder. Reads every file once. */
    public Outcome read(Path directory) {
        try {
            return new Outcome.Verified(verify(directory));
        } catch (RefusedException e) {
            return new Outcome.Refused(
                    "%s is not a usable model package: %s".formatted(directory, e.getMessage()));
        }
    }

    /** As {@link #read}; the message does not name the folder. */
    ModelPackage verify(Path directory) throws RefusedException {
        if (!Files.isDirectory(directory)) {
            throw new RefusedException("there is no such folder");
        }
        try {
            byte[] manifestJson = small(directory, Manifest.FILE, ManifestReader.MAX_BYTES);
            Manifest manifest = manifests.read(manifestJson);
            Files.walkFileTree(directory, new ListedOnly(directory, manifest));
            byte[] labelsJson = small(directory, Manifest.LABELS, LabelsReader.MAX_BYTES);
            for (var file : manifest.files().entrySet()) {
                check(directory, file.getKey(), file.getValue());
            }
            checkBytes(Manifest.LABELS, labelsJson, manifest);
            return new ModelPackage(
                    directory,
                    manifest,
                    Sha256.of(manifestJson),
                    labels.read(labelsJson, manifest.classes()));
        } catch (ListedOnly.UnlistedException e) {
            throw new RefusedException(e.getMessage());
        } catch (IOException e) {
            throw new RefusedException("it cannot be read: " + e);
        }
    }

    private static void check(Path directory, String path, PackageFile stated)
            throws RefusedException, IOException {
        Path file = directory.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(path + " is listed in the manifest but is not there");
        }
        long bytes = Files.size(file);
        if (bytes != stated.bytes()) {
            throw new RefusedException(
                    "%s has %,d bytes; the manifest says %,d"
                            .formatted(path, bytes, stated.bytes()));
        }
        checkDigest(path, Sha256.of(file), stated);
    }

    /** The labels are parsed from the very bytes that were digested. */
    private static void checkBytes(String path, byte[] bytes, Manifest manifest)
            throws RefusedException {
        PackageFile stated = manifest.files().get(path);
        if (stated == null) {
            throw new RefusedException(path + " is not listed in the manifest");
        }
        checkDigest(path, Sha256.of(bytes), stated);
    }

    static void checkDigest(String path, String sha256, PackageFile stated)
            throws RefusedException {
        if (!sha256.equals(stated.sha256())) {
            throw new RefusedException(
                    "%s has SHA-256 %s; the manifest says %s"
                            .formatted(path, sha256, stated.sha256()));
        }
    }

    private static byte[] small(Path directory, String name, int limit)
            throws RefusedException, IOException {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException("it has no " + name);
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new RefusedException("%s is longer than %,d bytes".formatted(name, limit));
            }
            return bytes;
        }
    }
}
