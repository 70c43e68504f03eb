package io.floracare.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expected calibration error with equally wide bins (Guo et al., "On Calibration of Modern Neural
 * Networks", 2017).
 *
 * @param expectedError mean absolute difference of confidence and accuracy, weighted by answers, in
 *     [0, 1]; null without answers
 * @param bins by confidence, from the lowest; empty ones included
 */
public record Calibration(@Nullable Double expectedError, List<Bin> bins) {
    private static final int BINS = 15;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Answers of similar confidence.
     *
     * @param answers how many
     * @param confidence their mean highest probability; null without answers
     * @param accuracy their share of right ones; null without answers
     */
    public record Bin(int answers, @Nullable Double confidence, @Nullable Double accuracy) {}

    /** Measures answers whose class the model knows. */
    static Calibration of(List<Judgement.Answered> answers) {
        int[] counts = new int[BINS];
        double[] confidence = new double[BINS];
        int[] correct = new int[BINS];
        for (Judgement.Answered answer : answers) {
            int bin = Math.min(BINS - 1, (int) (answer.confidence() * BINS));
            counts[bin]++;
            confidence[bin] += answer.confidence();
            correct[bin] += answer.correct() ? 1 : 0;
        }
        Bin[] bins = new Bin[BINS];
        double error = 0;
        for (int i = 0; i < BINS; i++) {
            bins[i] =
                    counts[i] == 0
                            ? new Bin(0, null, null)
                            : new Bin(
                                    counts[i],
                                    confidence[i] / counts[i],
                                    (double) correct[i] / counts[i]);
            error += Math.abs(confidence[i] - correct[i]);
        }
        return new Calibration(answers.isEmpty() ? null : error / answers.size(), List.of(bins));
    }
}
