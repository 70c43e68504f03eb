package io.floracare.app;

import io.floracare.config.ModelSettings;
import io.floracare.config.Settings;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.ModelSlot;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageReader;
import io.floracare.model.RefusedException;
import io.floracare.model.UnavailableException;
import io.floracare.model.Variant;
import io.floracare.model.s3.S3Access;
import java.io.IOException;
import java.nio.file.Path;

/** Model packages for the tools: the store's catalogue, and packages loaded from a folder. */
public final class ModelTools implements AutoCloseable {
    private final S3Access s3;
    private final String bucket;
    private final ModelCatalogue catalogue;

    private ModelTools(S3Access s3, String bucket, ModelCatalogue catalogue) {
        this.s3 = s3;
        this.bucket = bucket;
        this.catalogue = catalogue;
    }

    /** The catalogue of one bucket; contacts nothing yet. */
    public static ModelTools open(Settings settings, String bucket) {
        S3Access s3 = S3Access.open(ClassifierProcess.options(settings, null));
        return new ModelTools(s3, bucket, new ModelCatalogue(s3.bucket(bucket)));
    }

    /**
     * Makes the bucket unless it is there.
     *
     * @return whether it was made now
     * @throws IOException with a sentence, if it cannot be made
     */
    public boolean createBucket() throws IOException {
        try {
            return s3.createBucket(bucket);
        } catch (RefusedException | UnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    public ModelCatalogue catalogue() {
        return catalogue;
    }

    /**
     * Puts a package from a folder in service.
     *
     * @return the slot, which the caller closes after its workers
     * @throws IOException with a sentence, if the package cannot serve
     */
    public static ModelSlot serve(Settings settings, Path directory) throws IOException {
        return serve(settings.model(), read(directory));
    }

    /**
     * A package from a folder, every byte verified.
     *
     * @throws IOException with a sentence, if it is none
     */
    public static ModelPackage read(Path directory) throws IOException {
        return switch (new PackageReader().read(directory)) {
            case PackageReader.Outcome.Verified verified -> verified.modelPackage();
            case PackageReader.Outcome.Refused refused -> throw new IOException(refused.message());
        };
    }

    /**
     * Puts one variant of a package in service.
     *
     * @return the slot, which the caller closes after its workers
     * @throws IOException with a sentence, if it cannot serve
     */
    public static ModelSlot serve(Settings settings, ModelPackage modelPackage, Variant variant)
            throws IOException {
        return serve(settings.model().withVariant(variant.name()), modelPackage);
    }

    private static ModelSlot serve(ModelSettings settings, ModelPackage modelPackage)
            throws IOException {
        return switch (ClassifierProcess.loader(settings).load(modelPackage)) {
            case LoadOutcome.Refused refused -> throw new IOException(refused.message());
            case LoadOutcome.Loaded loaded -> {
                ModelSlot slot = new ModelSlot();
                slot.install(loaded.classifier());
                yield slot;
            }
        };
    }

    @Override
    public void close() {
        s3.close();
    }
}
