package io.floracare.cli;

import io.floracare.app.ModelTools;
import io.floracare.config.Settings;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelPackage;
import io.floracare.model.RefusedException;
import io.floracare.model.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A package that a command changes: a folder, or a copy of what is in S3 that goes back there. */
final class ModelPlace implements AutoCloseable {
    private final String name;
    private final ModelPackage modelPackage;
    private final @Nullable ModelTools store;
    private final @Nullable Scratch scratch;

    private ModelPlace(
            String name,
            ModelPackage modelPackage,
            @Nullable ModelTools store,
            @Nullable Scratch scratch) {
        this.name = name;
        this.modelPackage = modelPackage;
        this.store = store;
        this.scratch = scratch;
    }

    /**
     * Reads a package.
     *
     * @param place null for the newest that comes with the product
     * @throws UserError if there is none
     */
    static ModelPlace open(CliContext context, Settings settings, @Nullable PackageAddress place)
            throws IOException {
        return switch (place) {
            case null -> read(ModelFolders.newest(context.home()));
            case PackageAddress.Folder(Path path) -> read(path);
            case PackageAddress.Stored stored -> fetch(settings, stored);
        };
    }

    private static ModelPlace read(Path folder) throws IOException {
        return new ModelPlace(folder.toString(), ModelTools.read(folder), null, null);
    }

    private static ModelPlace fetch(Settings settings, PackageAddress.Stored place)
            throws IOException {
        Scratch scratch = Scratch.temporary("package");
        ModelTools store = ModelTools.open(settings, place.bucket());
        try {
            ModelPackage fetched =
                    ModelCommand.done(
                            store.catalogue()
                                    .verify(
                                            ModelAddress.parse(place.key(), null),
                                            scratch.folder(),
                                            any -> Optional.empty()));
            return new ModelPlace(place.toString(), fetched, store, scratch);
        } catch (RefusedException e) {
            store.close();
            scratch.close();
            throw UserError.usage(place + ": " + e.getMessage());
        } catch (RuntimeException e) {
            store.close();
            scratch.close();
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

    /**
     * Makes sure that the package has variants that were asked for.
     *
     * @throws UserError if it lacks one
     */
    void require(List<String> variants) {
        List<String> all = modelPackage.manifest().variants().stream().map(Variant::name).toList();
        for (String variant : variants) {
            if (!all.contains(variant)) {
                throw UserError.value("--variant", variant, Arguments.oneOf(all));
            }
        }
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
            scratch.close();
        }
    }
}
