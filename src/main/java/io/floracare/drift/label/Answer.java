package io.floracare.drift.label;

import io.floracare.message.ModelRef;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a result until a label comes.
 *
 * @param model that answered
 * @param time of the image's record
 * @param label name of the most probable class
 * @param status {@code ok} or {@code uncertain}
 * @param background whether that class is one of photos without a single leaf
 * @param confidence in [0, 1]
 */
public record Answer(
        ModelRef model,
        Instant time,
        String label,
        Status status,
        boolean background,
        float confidence) {

    /** The answer of a result, null when it has none. */
    public static @Nullable Answer of(Result result) {
        if (result.status() == Status.ERROR
                || result.model() == null
                || result.label() == null
                || result.confidence() == null) {
            return null;
        }
        return new Answer(
                result.model(),
                result.time().produced(),
                result.label(),
                result.status(),
                result.crop() == null,
                result.confidence());
    }
}
