package io.floracare.drift.window;

import io.floracare.drift.Issue;
import io.floracare.drift.NumericFeature;
import io.floracare.drift.Observation;
import io.floracare.drift.QualityCounts;
import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import io.floracare.message.ModelRef;
import io.floracare.message.Probabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one feature record.
 *
 * @param id of the photo
 * @param origin where it came from
 * @param cluster hash of what it came in a burst by
 * @param issues a bit for each {@link Issue#column}
 * @param hash slot of its perceptual hash; negative without one
 * @param confidence of the answer; NaN without one
 * @param model that answered; null for a photo that is not tested
 * @param values of {@link NumericFeature#of}, and the answer; null for a photo that is not tested
 */
public record Photo(
        String id,
        Features.Segment origin,
        long cluster,
        int issues,
        int hash,
        double confidence,
        @Nullable ModelRef model,
        @Nullable Observation values) {

    /** What is counted of a record. */
    public static Photo of(Features record) {
        int issues = Issue.bits(record.status(), record.error());
        ImageFeatures image = record.image();
        if (image != null) {
            issues |= Issue.bits(image.blank(), image.grey(), image.alpha(), image.exif());
        }
        Float confidence = record.confidence();
        Probabilities probs = record.probs();
        boolean tested = record.model() != null && probs != null && confidence != null;
        List<NumericFeature> features =
                tested && probs != null ? NumericFeature.of(probs.size()) : List.of();
        return new Photo(
                record.id(),
                record.segment(),
                Observation.cluster(record),
                issues,
                image == null ? -1 : QualityCounts.slot(image.perceptualHash()),
                confidence == null ? Double.NaN : confidence,
                tested ? record.model() : null,
                tested ? Observation.of(record, features) : null);
    }

    /** The shard that takes it: all photos of a device go to one. */
    public int shard(int shards) {
        return Slots.of(cluster) % shards;
    }
}
