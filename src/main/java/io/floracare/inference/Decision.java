package io.floracare.inference;

import io.floracare.message.Probabilities;

/**
 * What a model's logits say.
 *
 * @param probabilities softmax(logits / temperature)
 * @param best index of the most probable class, the lowest on ties
 * @param confidence the highest probability
 * @param margin difference of the two highest probabilities
 * @param entropy of the probabilities, in nats
 * @param energy {@code ln Σ exp(logit)} of the raw logits
 * @param uncertain the variant's abstention rule applies
 */
public record Decision(
        Probabilities probabilities,
        int best,
        float confidence,
        float margin,
        float entropy,
        float energy,
        boolean uncertain) {
    public static Decision of(float[] logits, io.floracare.model.Variant variant) {
        throw new IllegalStateException("being written");
    }
}
