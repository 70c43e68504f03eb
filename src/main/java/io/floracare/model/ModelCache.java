package io.floracare.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
     * The package with a digest, verified now; empty if there is none or it was damaged since.
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
            return found.manifestSha256().equals(manifestSha256)
                    ? Optional.of(found)
                    : Optional.empty();
        } catch (RefusedException e) {
            // Damaged on disk: as if it were not there, until it is replaced.
            return Optional.empty();
        }
    }

    /** The package that an address had when it was last fetched. */
    public Optional<ModelPackage> lastOf(String uri) throws IOException {
        Optional<AddressIndex.Entry> entry = index.find(uri);
        return entry.isPresent() ? find(entry.get().manifestSha256()) : Optional.empty();
    }

    /**
     * What the store has at an address now.
     *
     * @param uri the address as people write it
     * @param tag changes whenever the contents do
     * @param manifestSha256 digest of the manifest; null when it is not known before a download
     */
    record Wanted(String uri, String tag, @Nullable String manifestSha256) {
        private String key() {
            return manifestSha256 != null
                    ? manifestSha256
                    : Sha256.of((uri + " " + tag).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A package of the cache.
     *
     * @param filled whether it was filled just now
     */
    record Obtained(ModelPackage modelPackage, boolean filled) {}

    /** Puts a package's files into a folder, which may hold some of them from an earlier try. */
    @FunctionalInterface
    interface Filler {
        void fill(Path directory) throws RefusedException, UnavailableException, IOException;
    }

    /** The package that is wanted, filled and verified if it is not here yet. */
    Obtained obtain(Wanted wanted, Filler filler)
            throws RefusedException, UnavailableException, IOException, InterruptedException {
        Optional<ModelPackage> present = present(wanted);
        if (present.isPresent()) {
            return obtained(wanted, present.get(), false);
        }
        try (var _ = locks.acquire(wanted.key())) {
            // Another process may have filled it while this one waited for the lock.
            present = present(wanted);
            if (present.isPresent()) {
                return obtained(wanted, present.get(), false);
            }
            return obtained(wanted, fill(wanted.key(), filler), true);
        }
    }

    private Optional<ModelPackage> present(Wanted wanted) throws IOException {
        String digest = wanted.manifestSha256();
        if (digest != null) {
            return find(digest);
        }
        Optional<AddressIndex.Entry> entry = index.find(wanted.uri());
        return entry.isPresent() && entry.get().tag().equals(wanted.tag())
                ? find(entry.get().manifestSha256())
                : Optional.empty();
    }

    private Obtained obtained(Wanted wanted, ModelPackage got, boolean filled) throws IOException {
        index.put(new AddressIndex.Entry(wanted.uri(), wanted.tag(), got.manifestSha256()));
        return new Obtained(got, filled);
    }

    private ModelPackage fill(String key, Filler filler)
            throws RefusedException, UnavailableException, IOException {
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

    private ModelPackage keep(Path partial, ModelPackage filled) throws IOException {
        Optional<ModelPackage> present = find(filled.manifestSha256());
        if (present.isPresent()) {
            Folders.delete(partial);
            return present.get();
        }
        Path directory = packageDirectory(filled.manifestSha256());
        Folders.delete(directory);
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
