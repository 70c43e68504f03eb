package io.floracare.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do with a store of models: push, list, show, verify. Never throws for what is there.
 */
public final class ModelCatalogue {
    private final ObjectStore objects;
    private final ModelStore store;
    private final PackageReader reader = new PackageReader();

    public ModelCatalogue(ObjectStore objects) {
        this.objects = objects;
        this.store = new ModelStore(objects);
    }

    /** What became of what was asked for. */
    public sealed interface Outcome<T> {
        /** It was done. */
        record Done<T>(T value) implements Outcome<T> {}

        /** It was not; the sentence says why and what to do. */
        record Failed<T>(String message) implements Outcome<T> {}
    }

    /**
     * A package that is in the store now.
     *
     * @param uri where
     * @param manifestSha256 digest of its manifest
     * @param files how many besides the manifest
     * @param bytes their length
     */
    public record Pushed(
            PackageId id, String uri, String manifestSha256, int files, long bytes, State state) {
        /** What pushing did. */
        public enum State {
            PUSHED,
            /** The very same package was there. */
            ALREADY_THERE,
            /** Another one was there. */
            REPLACED
        }
    }

    /**
     * One package of a list.
     *
     * @param shown null if its manifest cannot be used
     * @param problem why not; null if it can
     */
    public record Listed(PackageId id, @Nullable Shown shown, @Nullable String problem) {}

    /**
     * A package as its manifest in the store describes it; its files were not verified.
     *
     * @param uri where
     * @param manifestSha256 digest of its manifest
     * @param manifestJson the manifest as it is stored
     */
    public record Shown(
            String uri, String manifestSha256, Manifest manifest, String manifestJson) {}

    /** Hears of a push's files. */
    @FunctionalInterface
    public interface Progress {
        /** A file begins; {@code bytes} is its length. */
        void uploading(String path, long bytes);
    }

    /** A check of a verified package beyond its digests, such as an engine's self-test. */
    @FunctionalInterface
    public interface PackageCheck {
        /** What is wrong with it, in a sentence; empty if nothing is. */
        Optional<String> problem(ModelPackage modelPackage);
    }

    /**
     * Verifies a folder and puts it into the store as {@code models/NAME/VERSION/}.
     *
     * @param force whether another package of that name and version is replaced
     */
    public Outcome<Pushed> push(Path directory, boolean force, Progress progress) {
        return outcome(
                directory + " was not pushed",
                () -> new PackagePush(objects, store, local(directory), force).run(progress));
    }

    /** Every package in the store. */
    public Outcome<List<Listed>> list() {
        return outcome(
                objects.uri(ModelAddress.ROOT) + " cannot be listed",
                () -> {
                    var listed = new ArrayList<Listed>();
                    for (PackageId id : store.list()) {
                        listed.add(listed(id));
                    }
                    return listed;
                });
    }

    private Listed listed(PackageId id) throws UnavailableException {
        try {
            return new Listed(id, shown(id), null);
        } catch (RefusedException e) {
            return new Listed(id, null, e.getMessage());
        }
    }

    /** One package's manifest. */
    public Outcome<Shown> show(PackageId id) {
        return outcome(id + " cannot be shown", () -> shown(id));
    }

    private Shown shown(PackageId id) throws RefusedException, UnavailableException {
        var address = ModelAddress.Packaged.of(id);
        byte[] json =
                store.manifest(address)
                        .orElseThrow(
                                () -> new RefusedException("there is no " + store.uri(address)));
        return new Shown(
                store.uri(address),
                Sha256.of(json),
                store.parse(address, json),
                new String(json, StandardCharsets.UTF_8));
    }

    /** Verifies a folder, then runs a check on it. */
    public Outcome<ModelPackage> verify(Path directory, PackageCheck check) {
        return outcome(
                directory + " is not a usable model package",
                () -> checked(local(directory), check));
    }

    /**
     * Fetches what an address names, verifies it, then runs a check on it.
     *
     * @param scratch an empty folder, which has the package afterwards
     */
    public Outcome<ModelPackage> verify(ModelAddress address, Path scratch, PackageCheck check) {
        return outcome(
                store.uri(address) + " is not a usable model",
                () -> {
                    var cache = new ModelCache(scratch, Thread::sleep);
                    var fetched = new FetchAttempt(store, cache).run(address).modelPackage();
                    checkEngineFiles(fetched);
                    return checked(fetched, check);
                });
    }

    private ModelPackage local(Path directory) throws RefusedException, IOException {
        ModelPackage local = reader.verify(directory);
        checkEngineFiles(local);
        return local;
    }

    /** Finds what is called TorchScript and is not before an engine does, in other words. */
    private static void checkEngineFiles(ModelPackage modelPackage)
            throws RefusedException, IOException {
        for (Variant variant : modelPackage.manifest().variants()) {
            if (variant.engine().equals("PyTorch")) {
                TorchScript.check(variant.file(), modelPackage.directory().resolve(variant.file()));
            }
        }
    }

    private static ModelPackage checked(ModelPackage modelPackage, PackageCheck check)
            throws RefusedException {
        Optional<String> problem = check.problem(modelPackage);
        if (problem.isPresent()) {
            throw new RefusedException(problem.get());
        }
        return modelPackage;
    }

    @FunctionalInterface
    private interface Action<T> {
        T run() throws RefusedException, UnavailableException, IOException, InterruptedException;
    }

    private static <T> Outcome<T> outcome(String failure, Action<T> action) {
        try {
            return new Outcome.Done<>(action.run());
        } catch (RefusedException | UnavailableException e) {
            return new Outcome.Failed<>(failure + ": " + e.getMessage());
        } catch (IOException e) {
            return new Outcome.Failed<>(failure + ": the disk fails: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed<>(failure + ": interrupted");
        }
    }
}
