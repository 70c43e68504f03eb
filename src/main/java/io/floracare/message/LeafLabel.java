package io.floracare.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person says that an image shows: the value on {@code leaf-labels}. Of several for one
 * image the latest written counts.
 *
 * @param id of the image, as in its result
 * @param label name of the true class
 * @param by who says so
 * @param at when it was said
 * @param reason why the image was chosen; figures of accuracy are of those chosen at random
 */
public record LeafLabel(
        String id, String label, @Nullable String by, @Nullable Instant at, Reason reason) {
    public LeafLabel {
        if (id.isBlank() || label.isBlank()) {
            throw new IllegalArgumentException("a label has an image's id and a class");
        }
    }

    /** Why an image was looked at. */
    public enum Reason {
        /** Drawn from all images, each with the same chance. */
        @JsonProperty("random")
        RANDOM,
        /** The model was not sure. */
        @JsonProperty("uncertain")
        UNCERTAIN,
        /** The image was part of a drift. */
        @JsonProperty("drift")
        DRIFT,
        /** Somebody said that the answer is wrong. */
        @JsonProperty("complaint")
        COMPLAINT,
        /** Any other. */
        @JsonProperty("other")
        OTHER
    }
}
