package io.floracare.model;

import org.jspecify.annotations.Nullable;

/**
 * What a class means.
 *
 * @param index position in the model's output
 * @param name the class's name in the training data
 * @param crop plain name of the crop; null for the background class
 * @param disease plain name of the disease; null when there is none
 * @param pathogen scientific name of what causes it
 * @param healthy a healthy leaf
 * @param background no single leaf was found
 * @param title heading for a grower
 * @param nextStep one plain sentence of advice
 * @param source where the advice comes from
 */
public record Label(
        int index,
        String name,
        @Nullable String crop,
        @Nullable String disease,
        @Nullable String pathogen,
        boolean healthy,
        boolean background,
        @Nullable String title,
        @Nullable String nextStep,
        @Nullable String source) {}
