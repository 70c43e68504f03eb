package io.floracare.drift;

import org.jspecify.annotations.Nullable;

/**
 * Accuracy expected without labels.
 *
 * @param answers that the estimate is over
 * @param estimate mean calibrated chance of being right; null without an answer
 * @param low lower end of the 95 % interval
 * @param high upper end
 * @param reference the same of the baseline's own answers
 * @param reliable false when abstentions or background photos changed: the ground of the estimate
 */
public record AccuracyEstimate(
        long answers,
        @Nullable Double estimate,
        double low,
        double high,
        double reference,
        boolean reliable) {}
