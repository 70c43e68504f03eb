package io.floracare.inference;

import io.floracare.message.Probabilities;
import io.floracare.model.Variant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * Decides by a variant's temperature and abstention rule. Sums are formed in double precision
     * after the largest logit is subtracted, so that no finite logit overflows. The energy is that
     * of Liu et al., "Energy-based Out-of-distribution Detection" (2020), at temperature 1 and with
     * the sign that grows with familiarity.
     *
     * @param logits raw, one a class, at least one
     * @param variant the variant that gave them
     * @throws IllegalArgumentException if there are no logits or one is not finite
     */
    public static Decision of(float[] logits, Variant variant) {
        double largest = largest(logits);
        double[] weights = new double[logits.length];
        double sum = 0;
        double rawSum = 0;
        for (int i = 0; i < logits.length; i++) {
            double below = logits[i] - largest;
            rawSum += Math.exp(below);
            weights[i] = Math.exp(below / variant.temperature());
            sum += weights[i];
        }
        float[] probabilities = new float[logits.length];
        int best = 0;
        float second = 0;
        double entropy = 0;
        for (int i = 0; i < logits.length; i++) {
            double p = weights[i] / sum;
            probabilities[i] = (float) p;
            entropy -= p == 0 ? 0 : p * Math.log(p);
            if (i == 0) {
                continue;
            }
            if (probabilities[i] > probabilities[best]) {
                second = probabilities[best];
                best = i;
            } else {
                second = Math.max(second, probabilities[i]);
            }
        }
        float confidence = probabilities[best];
        float energy = (float) (largest + Math.log(rawSum));
        return new Decision(
                Probabilities.of(probabilities),
                best,
                confidence,
                confidence - second,
                (float) Math.max(0, entropy),
                energy,
                abstains(variant.abstain(), confidence, energy));
    }

    /**
     * The most probable classes, most probable first, the lower index first on ties.
     *
     * @param count how many at most
     * @return class indices; {@link #best} is the first
     */
    public List<Integer> ranked(int count) {
        return IntStream.range(0, probabilities.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -probabilities.get(i)))
                .limit(count)
                .toList();
    }

    private static double largest(float[] logits) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("there are no logits");
        }
        float largest = logits[0];
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new IllegalArgumentException("a logit is " + logit);
            }
            largest = Math.max(largest, logit);
        }
        return largest;
    }

    private static boolean abstains(Variant.Abstain rule, float confidence, float energy) {
        Float minProbability = rule.minProbability();
        Float minEnergy = rule.minEnergy();
        return (minProbability != null && confidence < minProbability)
                || (minEnergy != null && energy < minEnergy);
    }
}
