package io.floracare.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Packages on local disk by their manifest's digest, so that a restart does not download again and
 * works while the store is down. Several processes may share the folder: a package is filled by one
 * of them, under a file lock, and appears by a rename. What comes out was verified just then.
 *
 * <pre>
 * packages/DIGEST/     complete packages
 * partial/KEY/         being filled; kept after an interruption, to go on from there
 * addresses/HASH.json  which digest an address had last
 * locks/KEY.lock
 * staged/              one variant alone, while an engine reads it
 * </pre>
 */
public final class ModelCache {
    private final Path root;
    private final FileLocks locks;
    private final AddressIndex index;
    private final PackageReader reader = new PackageReader();

    /**
     * @param root the cache's folder, made when missing
     * @param sleeper passes time while another process fills the same package
     */
    public ModelCache(Path root, Sleeper sleeper) {
        this.root = root.toAbsolutePath().normalize();
        this.locks = new FileLocks(this.root.resolve("locks"), sleeper);
        this.index = new AddressIndex(this.root.resolve("addresses"));
    }

    /** Puts the chosen variant of a package alone into a folder for its engine. */
    public VariantStager stager() {
        return new VariantStager(root.resolve("staged"));
    }

    /**
     * The package with a digest, verified now. One that is no longer what it was is removed.
     *
     * @param manifestSha256 digest of its manifest
     */
    public Optional<ModelPackage> find(String manifestSha256) throws IOException {
        Path directory = packageDirectory(manifestSha256);
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try {
            ModelPackage found = reader.verify(directory);
            if (found.manifestSha256().equals(manifestSha256)) {
                return Optional.of(found);
            }
        } catch (RefusedException e) {
            // Damaged on disk: as if it had never been there.
        }
        Folders.delete(directory);
        return Optional.empty();
    }

    /** The package that an address had when it was last fetched. */
    public Optional<ModelPackage> lastOf(String uri) throws IOException {
        Optional<AddressIndex.Entry> entry = index.find(uri);
        return entry.isPresent() ? find(entry.get().manifestSha256()) : Optional.empty();
    }

    /** As {@link #lastOf(String)} if the store's tag of the address is still the same. */
    Optional<ModelPackage> lastOf(String uri, String tag) throws IOException {
        Optional<AddressIndex.Entry> entry = index.find(uri);
        return entry.isPresent() && entry.get().tag().equals(tag)
                ? find(entry.get().manifestSha256())
                : Optional.empty();
    }

    /** Notes what an address had. */
    void remember(String uri, String tag, ModelPackage modelPackage) throws IOException {
        index.put(new AddressIndex.Entry(uri, tag, modelPackage.manifestSha256()));
    }

    /** Puts a package's files into a folder, which may hold some of them from an earlier try. */
    @FunctionalInterface
    interface Filler {
        void fill(Path directory)
                throws RefusedException, UnavailableException, IOException, InterruptedException;
    }

    /**
     * Fills, verifies and keeps a package.
     *
     * @param key hex digits that stand for exactly these contents
     */
    ModelPackage fill(String key, Filler filler)
            throws RefusedException, UnavailableException, IOException, InterruptedException {
        try (var _ = locks.acquire(key)) {
            Path partial = root.resolve("partial").resolve(key);
            Files.createDirectories(partial);
            try {
                filler.fill(partial);
                return keep(partial, reader.verify(partial));
            } catch (RefusedException e) {
                Folders.delete(partial);
                throw e;
            }
        }
    }

    private ModelPackage keep(Path partial, ModelPackage filled) throws IOException {
        Optional<ModelPackage> present = find(filled.manifestSha256());
        if (present.isPresent()) {
            Folders.delete(partial);
            return present.get();
        }
        Path directory = packageDirectory(filled.manifestSha256());
        Files.createDirectories(root.resolve("packages"));
        Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
        return new ModelPackage(
                directory, filled.manifest(), filled.manifestSha256(), filled.labels());
    }

    private Path packageDirectory(String manifestSha256) {
        if (!PackageFile.isSha256(manifestSha256)) {
            throw new IllegalArgumentException("not a SHA-256: " + manifestSha256);
        }
        return root.resolve("packages").resolve(manifestSha256);
    }
}
