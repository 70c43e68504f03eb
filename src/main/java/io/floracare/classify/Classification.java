package io.floracare.classify;

import io.floracare.inference.Classifier;
import io.floracare.inference.Decision;
import io.floracare.message.ErrorInfo;
import io.floracare.message.ImageFeatures;
import io.floracare.message.ImageInfo;
import org.jspecify.annotations.Nullable;

/** What became of one image's bytes, before anything is known of records. */
public sealed interface Classification {
    /** What is known of the image. */
    ImageInfo info();

    /** Wall time of the stages. */
    Nanos nanos();

    /** The model answered, sure or not. */
    record Answered(
            ImageInfo info,
            ImageFeatures features,
            Decision decision,
            Classifier classifier,
            Nanos nanos)
            implements Classification {}

    /**
     * There is no answer.
     *
     * @param features measured if the picture was decoded
     */
    record Failed(ImageInfo info, @Nullable ImageFeatures features, ErrorInfo error, Nanos nanos)
            implements Classification {}

    /**
     * Wall time of the stages in nanoseconds; 0 for one that was not reached.
     *
     * @param cpu this thread's CPU time from the bytes to the logits; 0 where nothing was inferred
     */
    record Nanos(long fetch, long decode, long preprocess, long infer, long cpu) {
        /** No stage was reached. */
        public static final Nanos NONE = new Nanos(0, 0, 0, 0, 0);

        Nanos withFetch(long nanos) {
            return new Nanos(nanos, decode, preprocess, infer, cpu);
        }
    }
}
