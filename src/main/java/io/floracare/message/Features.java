package io.floracare.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What drift is computed from: the value on {@code leaf-features}, one for each image, failed ones
 * included.
 *
 * @param id the result's id
 * @param eventTime {@code ce_time} when the record had one, else its timestamp
 * @param segment where the image came from
 * @param status the result's status
 * @param error the result's error code; null unless {@code error}
 * @param model the model that answered; null when none was asked
 * @param prediction index of the most probable class
 * @param probs the probability of every class
 * @param confidence the highest probability
 * @param margin difference of the two highest probabilities, in [0, 1]
 * @param entropy of {@code probs}, in nats
 * @param energy {@code ln Σ exp(logit)} of the raw logits (Liu et al., "Energy-based
 *     Out-of-distribution Detection", 2020)
 * @param image measured on the reduced picture; null when it was not decoded
 * @param format as in {@link ImageInfo}
 * @param bytes size of the encoded image
 */
public record Features(
        String id,
        Instant eventTime,
        Segment segment,
        Status status,
        @Nullable ErrorCode error,
        @Nullable ModelRef model,
        @Nullable Integer prediction,
        @Nullable Probabilities probs,
        @Nullable Float confidence,
        @Nullable Float margin,
        @Nullable Float entropy,
        @Nullable Float energy,
        @Nullable ImageFeatures image,
        @Nullable String format,
        int bytes) {

    /**
     * Where an image came from, from the record's headers.
     *
     * @param crop the {@code crop} header
     * @param device the {@code device} header
     * @param producer the {@code ce_source} header, or another that the classifier is set to
     */
    public record Segment(
            @Nullable String crop, @Nullable String device, @Nullable String producer) {}
}
