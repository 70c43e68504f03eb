package io.floracare.evaluate;

import java.util.List;

/**
 * Expected calibration error with equally wide bins (Guo et al., "On Calibration of Modern Neural
 * Networks", 2017).
 *
 * @param expectedError mean absolute difference of confidence and accuracy, weighted by answers, in
 *     [0, 1]
 * @param bins by confidence, from the lowest; empty ones included
 */
public record Calibration(double expectedError, List<Bin> bins) {
    private static final int BINS = 15;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Answers of similar confidence.
     *
     * @param answers how many
     * @param confidence their mean highest probability; 0 without answers
     * @param accuracy their share of right ones; 0 without answers
     */
    public record Bin(int answers, double confidence, double accuracy) {}

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
            int some = Math.max(1, counts[i]);
            bins[i] = new Bin(counts[i], confidence[i] / some, (double) correct[i] / some);
            error += Math.abs(confidence[i] - correct[i]);
        }
        return new Calibration(error / Math.max(1, answers.size()), List.of(bins));
    }
}
