package io.floracare.drift;

import io.floracare.message.Features;
import io.floracare.message.ImageFeatures;
import io.floracare.message.Probabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number that is watched, by name; NaN where a record lacks it. The names are those of the fields
 * on {@code leaf-features}, and {@code probs.N} for the probability of class N.
 */
public final class NumericFeature {
    private static final String PROBABILITY = "probs.";
    private static final List<String> ANSWERS =
            List.of("confidence", "margin", "entropy", "energy");

    private final String name;
    private final ToDoubleFunction<Features> reader;

    private NumericFeature(String name, ToDoubleFunction<Features> reader) {
        this.name = name;
        this.reader = reader;
    }

    /**
     * The features of a model: image properties, confidence, margin, entropy and energy, and each
     * class's probability when there are at most 100 classes (Rabanser et al., "Failing Loudly",
     * NeurIPS 2019, found these the best detector of shift).
     */
    public static List<NumericFeature> of(int classes) {
        List<NumericFeature> features = new ArrayList<>(known());
        for (int i = 0; i < classes && classes <= 100; i++) {
            features.add(probability(i));
        }
        return List.copyOf(features);
    }

    /**
     * The feature of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static NumericFeature named(String name) {
        if (name.matches("probs\\.\\d{1,4}")) {
            return probability(Integer.parseInt(name.substring(PROBABILITY.length())));
        }
        return known().stream()
                .filter(feature -> feature.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no feature is named '" + name + "'"));
    }

    private static NumericFeature probability(int index) {
        return new NumericFeature(
                PROBABILITY + index,
                record -> {
                    Probabilities probs = record.probs();
                    return probs == null || index >= probs.size() ? Double.NaN : probs.get(index);
                });
    }

    private static List<NumericFeature> known() {
        return List.of(
                new NumericFeature("confidence", record -> orNaN(record.confidence())),
                new NumericFeature("margin", record -> orNaN(record.margin())),
                new NumericFeature("entropy", record -> orNaN(record.entropy())),
                new NumericFeature("energy", record -> orNaN(record.energy())),
                image("brightness", ImageFeatures::brightness),
                image("contrast", ImageFeatures::contrast),
                image("red", ImageFeatures::red),
                image("green", ImageFeatures::green),
                image("blue", ImageFeatures::blue),
                image("aspectRatio", ImageFeatures::aspectRatio),
                image("area", ImageFeatures::area),
                image("sharpness", ImageFeatures::sharpness),
                image("greyEntropy", ImageFeatures::greyEntropy),
                image("greenShare", ImageFeatures::greenShare),
                new NumericFeature("bytes", Features::bytes));
    }

    private static NumericFeature image(String name, ToDoubleFunction<ImageFeatures> reader) {
        return new NumericFeature(
                name,
                record -> {
                    ImageFeatures image = record.image();
                    return image == null ? Double.NaN : reader.applyAsDouble(image);
                });
    }

    private static double orNaN(@Nullable Float value) {
        return value == null ? Double.NaN : value;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** Whether it is the model's answer that is watched, and not the picture. */
    boolean ofAnswer() {
        return ANSWERS.contains(name) || name.startsWith(PROBABILITY);
    }

    /** The value in a record, NaN when it has none. */
    public double of(Features record) {
        return reader.applyAsDouble(record);
    }

    @Override
    public String toString() {
        return name;
    }
}
