package io.floracare.baseline;

import io.floracare.classify.Classification;
import io.floracare.classify.OfflineResults;
import io.floracare.evaluate.LabelledPhoto;
import io.floracare.message.Features;
import io.floracare.model.Label;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a classified photo the record that {@code leaf-features} would have of it. Its device is
 * the leaf it was taken of, or the photo itself when that is not known; its crop is its class's.
 */
final class PhotoFeatures {
    private final Map<String, Label> labels = new HashMap<>();
    private final Instant time;

    /**
     * @param labels of the model
     * @param time the event time of all photos
     */
    PhotoFeatures(List<Label> labels, Instant time) {
        labels.forEach(label -> this.labels.put(label.name(), label));
        this.time = time;
    }

    /** The record. */
    Features of(LabelledPhoto photo, Classification classification) {
        Label label = labels.get(photo.className());
        String file = photo.file().toString();
        return OfflineResults.features(
                file,
                time,
                new Features.Segment(
                        label == null ? null : label.crop(),
                        photo.group() == null ? file : photo.group(),
                        null),
                classification);
    }

    /** Index of the photo's class; null when the model does not know it. */
    @Nullable Integer truth(LabelledPhoto photo) {
        Label label = labels.get(photo.className());
        return label == null ? null : label.index();
    }
}
