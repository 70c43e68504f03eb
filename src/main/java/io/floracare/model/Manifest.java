package io.floracare.model;

import io.floracare.image.TensorSpec;
import java.util.List;

/**
 * What {@code manifest.json} says, as docs/model-package.md describes it.
 *
 * @param name the package's name
 * @param version the package's version
 * @param classes number of classes
 * @param input how a picture becomes the input
 * @param variants in order of preference, at least one
 */
public record Manifest(
        String name, String version, int classes, TensorSpec input, List<Variant> variants) {
    public Manifest {
        variants = List.copyOf(variants);
    }
}
