package io.floracare.baseline;

import io.floracare.drift.BaselineBuilder;
import io.floracare.drift.DriftPolicy;
import io.floracare.evaluate.LabelledPhoto;
import io.floracare.evaluate.PhotoRun;
import io.floracare.image.ImageLimits;
import io.floracare.inference.Classifier;
import io.floracare.inference.ModelSlot;
import io.floracare.message.Features;
import io.floracare.model.Label;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the baseline of the model in service from photos. Each goes the way of a record on {@code
 * leaf-images}, so that its features are those that the topic would have.
 */
public final class PhotoBaseline {
    private final DriftPolicy policy;
    private final ImageLimits limits;
    private final int threads;
    private final Clock clock;

    /**
     * @param policy that the baseline will be used with
     * @param threads how many photos are classified at a time, at least 1
     */
    public PhotoBaseline(DriftPolicy policy, ImageLimits limits, int threads, Clock clock) {
        this.policy = policy;
        this.limits = limits;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Classifies the photos and makes the baseline.
     *
     * @param slot has the model in service
     * @param photos that the model was not trained on
     * @param seen photos that it was trained on: their pictures count, its answers do not
     * @return with the manifest's digest in its model
     * @throws InterruptedException if the calling thread is interrupted
     * @throws IllegalStateException with a sentence, if the model answers none of the photos
     */
    public Built build(
            ModelSlot slot,
            List<LabelledPhoto> photos,
            List<LabelledPhoto> seen,
            PhotoRun.Progress progress)
            throws InterruptedException {
        Classifier classifier = Objects.requireNonNull(slot.get(), "a model is in service");
        List<Label> labels = classifier.modelPackage().labels();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        PhotoFeatures features = new PhotoFeatures(labels, now);
        List<Entry> entries =
                new PhotoRun(slot, limits, threads)
                        .run(
                                Stream.concat(photos.stream(), seen.stream()).toList(),
                                (photo, classification) ->
                                        new Entry(
                                                features.of(photo, classification),
                                                features.truth(photo)),
                                progress);
        BaselineBuilder builder =
                new BaselineBuilder(
                        classifier.ref(),
                        PackageBaselines.names(labels),
                        PackageBaselines.background(labels),
                        policy,
                        leastOfSegment(policy));
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (i < photos.size()) {
                builder.add(entry.features, entry.truth);
            } else {
                builder.addSeen(entry.features);
            }
        }
        return Built.of(builder, now, entries.size());
    }

    /** So many that the smallest window with a verdict need not be thinned. */
    static int leastOfSegment(DriftPolicy policy) {
        return (int) Math.ceil(policy.minimumPhotos() * policy.referenceRatio());
    }

    private record Entry(Features features, @Nullable Integer truth) {}
}
