package io.floracare.drift;

import io.floracare.message.ModelRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one window of one segment: the value on {@code drift-reports}.
 *
 * @param model that answered
 * @param segment of the stream
 * @param start of the window, event time, included
 * @param end of the window, excluded
 * @param revision 0 when the window first closed, one more each time late records changed it
 * @param verdict on the window
 * @param sentence what happened, for people
 * @param photos tested
 * @param referencePhotos that the baseline stands on, 0 without a baseline
 * @param groups effective number of device buckets, up to 32
 * @param features numeric features, most surely changed first; empty without enough data
 * @param classes shares of the answers, most surely changed first; empty without enough data
 * @param outcomes shares of {@code answered}, {@code uncertain} and {@code background}
 * @param accuracy expected without labels; null when the baseline has no calibration
 * @param examples ids of the photos most typical of the largest change; empty without one
 */
public record DriftReport(
        ModelRef model,
        Segment segment,
        Instant start,
        Instant end,
        int revision,
        Verdict verdict,
        String sentence,
        long photos,
        long referencePhotos,
        double groups,
        List<FeatureVerdict> features,
        List<ShareVerdict> classes,
        List<ShareVerdict> outcomes,
        @Nullable AccuracyEstimate accuracy,
        List<String> examples) {
    public DriftReport {
        features = List.copyOf(features);
        classes = List.copyOf(classes);
        outcomes = List.copyOf(outcomes);
        examples = List.copyOf(examples);
    }

    /** The report with examples. */
    public DriftReport withExamples(List<String> ids) {
        return new DriftReport(
                model,
                segment,
                start,
                end,
                revision,
                verdict,
                sentence,
                photos,
                referencePhotos,
                groups,
                features,
                classes,
                outcomes,
                accuracy,
                ids);
    }
}
