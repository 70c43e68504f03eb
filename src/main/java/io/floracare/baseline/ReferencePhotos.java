package io.floracare.baseline;

import io.floracare.evaluate.LabelledPhoto;
import io.floracare.evaluate.LabelledPhotos;
import io.floracare.evaluate.LabelledPhotos.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds reference photos: in a table, in folders named by class, or in one folder of photos. */
public final class ReferencePhotos {
    /** The class of a photo that nobody labelled. */
    private static final String UNKNOWN = "";

    private ReferencePhotos() {}

    /**
     * The photos of some places together, each a folder or a table.
     *
     * @param split the rows of a table to take; null for all
     */
    public static Outcome in(List<Path> places, @Nullable String split) {
        List<LabelledPhoto> photos = new ArrayList<>();
        for (Path place : places) {
            switch (in(place, split)) {
                case Outcome.Found(List<LabelledPhoto> found) -> photos.addAll(found);
                case Outcome.Refused refused -> {
                    return refused;
                }
            }
        }
        return photos.isEmpty()
                ? new Outcome.Refused("no folder of photos is given")
                : new Outcome.Found(photos);
    }

    private static Outcome in(Path place, @Nullable String split) {
        if (Files.isRegularFile(place)) {
            return LabelledPhotos.inTable(place, split);
        }
        if (!Files.isDirectory(place)) {
            return new Outcome.Refused(place + " is neither a folder nor a manifest.tsv");
        }
        if (split != null) {
            return new Outcome.Refused(
                    place + " is a folder; --split is for the rows of a manifest.tsv");
        }
        try (Stream<Path> entries = Files.list(place)) {
            List<Path> all = entries.sorted().toList();
            if (all.stream().anyMatch(Files::isDirectory)) {
                return LabelledPhotos.inFolder(place);
            }
            List<LabelledPhoto> flat =
                    all.stream().map(file -> new LabelledPhoto(file, UNKNOWN)).toList();
            return flat.isEmpty()
                    ? new Outcome.Refused(place + " is empty")
                    : new Outcome.Found(flat);
        } catch (IOException e) {
            return new Outcome.Refused(place + " cannot be read: " + e);
        }
    }
}
