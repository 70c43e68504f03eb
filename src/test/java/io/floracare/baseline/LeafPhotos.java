package io.floracare.baseline;

import io.floracare.evaluate.LabelledPhoto;
import io.floracare.evaluate.LabelledPhotos;
import io.floracare.evaluate.PhotoRun;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.CpuFlags;
import io.floracare.inference.DefaultModel;
import io.floracare.inference.ModelSlot;
import io.floracare.inference.VariantChoice;
import io.floracare.inference.djl.DeviceChoice;
import io.floracare.inference.djl.DjlClassifierLoader;
import io.floracare.message.Features;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Features of the real leaf photos, as the classifier measures them with the default model's
 * preferred int8 variant. Measured once a model, then kept under {@code target/leaf-features}.
 */
public final class LeafPhotos {
    private static final String VARIANT = "torchscript-int8";
    private static final Instant TIME = Instant.parse("2026-05-01T10:00:00Z");

    private LeafPhotos() {}

    /**
     * A measured photo.
     *
     * @param features as on the topic; the device is the leaf group
     * @param truth index of the true class; null when the model does not know it
     */
    public record Photo(Features features, @Nullable Integer truth) {
        /** What is alike. */
        public String group() {
            return String.valueOf(features.segment().device());
        }
    }

    /**
     * The photos of a split, changed.
     *
     * @throws IllegalStateException if the folder of photos is not given
     */
    public static List<Photo> of(String split, Retouch retouch) {
        return of(split, retouch, split + retouch.suffix(), 1);
    }

    /** The photos of every second leaf group of a split, changed: in half the time. */
    public static List<Photo> ofEverySecondGroup(String split, Retouch retouch) {
        return of(split, retouch, split + retouch.suffix() + "-half", 2);
    }

    private static List<Photo> of(String split, Retouch retouch, String name, int everyNthGroup) {
        Path cache =
                Path.of(
                        "target",
                        "leaf-features",
                        DefaultModel.read().id().version(),
                        name + ".tsv");
        try {
            if (!Files.exists(cache)) {
                Files.createDirectories(cache.getParent());
                Path partial = Files.createTempFile(cache.getParent(), split, ".part");
                Files.write(partial, measure(split, retouch, everyNthGroup));
                Files.move(partial, cache);
            }
            List<Photo> photos = new ArrayList<>();
            for (String line : Files.readAllLines(cache)) {
                int tab = line.indexOf('\t');
                String truth = line.substring(0, tab);
                photos.add(
                        new Photo(
                                Json.mapper().readValue(line.substring(tab + 1), Features.class),
                                truth.equals("null") ? null : Integer.valueOf(truth)));
            }
            return photos;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The photos' folder. */
    public static Path folder() {
        String folder = System.getProperty("floracare.leaves", "");
        if (!Files.isRegularFile(Path.of(folder, "manifest.tsv"))) {
            throw new IllegalStateException(
                    "set FLORACARE_LEAVES to the folder of leaf photos with a manifest.tsv");
        }
        return Path.of(folder);
    }

    private static List<String> measure(String split, Retouch retouch, int everyNthGroup)
            throws IOException, InterruptedException {
        Path folder = folder();
        Path changed = Files.createTempDirectory("floracare-retouch-");
        List<LabelledPhoto> photos = new ArrayList<>();
        for (LabelledPhoto photo : everyNthGroup(found(folder, split), everyNthGroup)) {
            photos.add(retouch.apply(photo, folder, changed));
        }
        DjlClassifierLoader loader =
                new DjlClassifierLoader(
                        DeviceChoice.parse("cpu"),
                        new VariantChoice(CpuFlags.read(CpuFlags.CPUINFO), VARIANT),
                        changed.resolve("staged"));
        try (ModelSlot slot = new ModelSlot()) {
            switch (loader.load(DefaultModel.read())) {
                case LoadOutcome.Loaded loaded -> slot.install(loaded.classifier());
                case LoadOutcome.Refused refused -> throw new IOException(refused.message());
            }
            PhotoFeatures features = new PhotoFeatures(DefaultModel.read().labels(), TIME);
            return new PhotoRun(slot, new ImageLimits(20 << 20, 100_000_000, 8), 2)
                    .run(
                            photos,
                            (photo, classification) ->
                                    features.truth(photo)
                                            + "\t"
                                            + json(features.of(photo, classification)),
                            (done, all) -> {});
        }
    }

    private static List<LabelledPhoto> everyNthGroup(List<LabelledPhoto> photos, int n) {
        List<String> groups =
                photos.stream().map(photo -> String.valueOf(photo.group())).distinct().toList();
        Set<String> taken =
                IntStream.range(0, groups.size())
                        .filter(i -> i % n == 0)
                        .mapToObj(groups::get)
                        .collect(Collectors.toSet());
        return photos.stream()
                .filter(photo -> taken.contains(String.valueOf(photo.group())))
                .toList();
    }

    private static List<LabelledPhoto> found(Path folder, String split) throws IOException {
        return switch (LabelledPhotos.inTable(folder.resolve("manifest.tsv"), split)) {
            case LabelledPhotos.Outcome.Found(List<LabelledPhoto> list) -> list;
            case LabelledPhotos.Outcome.Refused(String message) -> throw new IOException(message);
        };
    }

    private static String json(Features features) {
        try {
            return Json.mapper().writeValueAsString(features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
