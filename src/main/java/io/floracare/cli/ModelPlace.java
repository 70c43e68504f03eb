package io.floracare.cli;

import io.floracare.app.ModelTools;
import io.floracare.config.Settings;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelPackage;
import io.floracare.model.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A package that a command changes: a folder, or a copy of what is in S3 that goes back there. */
final class ModelPlace implements AutoCloseable {
    private static final String SCHEME = "s3://";

    private final String name;
    private final ModelPackage modelPackage;
    private final @Nullable ModelTools store;
    private final @Nullable Path scratch;

    private ModelPlace(
            String name,
            ModelPackage modelPackage,
            @Nullable ModelTools store,
            @Nullable Path scratch) {
        this.name = name;
        this.modelPackage = modelPackage;
        this.store = store;
        this.scratch = scratch;
    }

    /**
     * Reads a package.
     *
     * @param place a folder or {@code s3://BUCKET/models/NAME/VERSION/}; null for the newest that
     *     comes with the product
     * @throws UserError if there is none
     */
    static ModelPlace open(CliContext context, Settings settings, @Nullable String place)
            throws IOException {
        if (place == null || !place.startsWith(SCHEME)) {
            Path folder = place == null ? ModelFolders.newest(context.home()) : Path.of(place);
            return new ModelPlace(folder.toString(), ModelTools.read(folder), null, null);
        }
        String rest = place.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        if (slash < 1 || slash == rest.length() - 1) {
            throw new UserError(
                    "'" + place + "' is no address; give s3://BUCKET/models/NAME/VERSION/");
        }
        Path scratch = Files.createTempDirectory("floracare-package-");
        ModelTools store = ModelTools.open(settings, rest.substring(0, slash));
        try {
            ModelPackage fetched =
                    ModelCommand.done(
                            store.catalogue()
                                    .verify(
                                            ModelAddress.parse(rest.substring(slash + 1), null),
                                            scratch,
                                            any -> Optional.empty()));
            return new ModelPlace(place, fetched, store, scratch);
        } catch (RefusedException e) {
            store.close();
            delete(scratch);
            throw new UserError(place + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            store.close();
            delete(scratch);
            throw e;
        }
    }

    /** What the user called it. */
    String name() {
        return name;
    }

    ModelPackage modelPackage() {
        return modelPackage;
    }

    /** Puts what changed on disk back where it came from. */
    void publish() {
        if (store != null) {
            ModelCommand.done(
                    store.catalogue().push(modelPackage.directory(), true, (path, bytes) -> {}));
        }
    }

    @Override
    public void close() throws IOException {
        if (store != null) {
            store.close();
        }
        if (scratch != null) {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
