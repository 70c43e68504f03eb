package io.floracare.evaluate;

import io.floracare.message.ModelRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model did on labelled photos. Every answer counts by its most probable class, also when the
 * model abstained, except in {@code accuracyWhenSure}.
 *
 * @param model which model
 * @param photos how many were looked at
 * @param accuracy right answers among the photos that could be read and whose class the model knows
 * @param macroF1 mean F1 of the classes that have photos; null if none has
 * @param calibration how far probabilities can be believed
 * @param coverage answers that the model was sure of, among the photos that {@code accuracy} counts
 * @param accuracyWhenSure right answers among those
 * @param heldBack abstentions among the photos of classes that the model does not know
 * @param givenNoClass abstentions, and answers that there is no single leaf, among the same photos
 * @param unknownClasses the names of those classes, with their photos
 * @param unknownTakenFor what their other photos were taken for, the most frequent first
 * @param unreadable photos that gave no answer, by error code
 * @param classes one for each of the model's classes, in index order
 * @param confusions wrong answers, the most frequent first
 * @param matrix answers by actual class (row) and predicted class (column)
 */
public record Evaluation(
        ModelRef model,
        int photos,
        Proportion accuracy,
        @Nullable Double macroF1,
        Calibration calibration,
        Proportion coverage,
        Proportion accuracyWhenSure,
        Proportion heldBack,
        Proportion givenNoClass,
        Map<String, Integer> unknownClasses,
        List<Confusion> unknownTakenFor,
        Map<String, Integer> unreadable,
        List<ClassScore> classes,
        List<Confusion> confusions,
        List<List<Integer>> matrix) {

    public Evaluation {
        unknownTakenFor = List.copyOf(unknownTakenFor);
        classes = List.copyOf(classes);
        confusions = List.copyOf(confusions);
        matrix = List.copyOf(matrix);
    }

    /**
     * How the model did on one class.
     *
     * @param name as in the labels
     * @param precision right ones among the answers that name it
     * @param recall right ones among its photos
     * @param f1 harmonic mean of the two, in [0, 1]; null without photos
     */
    public record ClassScore(
            String name, Proportion precision, Proportion recall, @Nullable Double f1) {}

    /** How often photos of one class were taken for another. */
    public record Confusion(String actual, String predicted, int count) {}
}
