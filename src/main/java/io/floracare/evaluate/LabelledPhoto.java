package io.floracare.evaluate;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A photo and what it shows.
 *
 * @param file where it is
 * @param className its class, which the model may not know
 * @param group what it was taken of: photos of one group, such as one leaf, are alike; null when
 *     that is not known
 */
public record LabelledPhoto(Path file, String className, @Nullable String group) {
    /** A photo of which nobody knows what else shows the same leaf. */
    public LabelledPhoto(Path file, String className) {
        this(file, className, null);
    }
}
