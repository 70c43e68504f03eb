package io.floracare.drift.evidently;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A score that Evidently knows; the wire form is the name in lower case with hyphens. */
public enum EvidentlyScore {
    PSI(false, 0.1),
    KL_DIVERGENCE(false, 0.1),
    JENSEN_SHANNON(false, 0.1),
    WASSERSTEIN(false, 0.1),
    KOLMOGOROV_SMIRNOV(true, 0.05),
    CHI_SQUARE(true, 0.05),
    Z(true, 0.05);

    private final boolean probability;
    private final double threshold;

    EvidentlyScore(boolean probability, double threshold) {
        this.probability = probability;
        this.threshold = threshold;
    }

    /** Whether Evidently's default threshold calls a value drift; NaN never is. */
    public boolean drifted(double value) {
        return probability ? value < threshold : value >= threshold;
    }

    /** The name on the wire. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
