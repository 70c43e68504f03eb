package io.floracare.evaluate;

import java.nio.file.Path;

/**
 * A photo and what it shows.
 *
 * @param file where it is
 * @param className its class, which the model may not know
 */
public record LabelledPhoto(Path file, String className) {}
