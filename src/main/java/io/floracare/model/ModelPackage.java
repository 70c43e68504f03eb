package io.floracare.model;

import java.nio.file.Path;
import java.util.List;

/**
 * A package on local disk whose files all have the digests that its manifest states.
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
}
