package io.floracare.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A share with its 95 % Wilson score interval (Wilson, "Probable inference, the law of succession,
 * and statistical inference", 1927), which stays within [0, 1] and is sound for few trials.
 *
 * @param successes at most {@code trials}
 * @param trials 0 or more
 */
@JsonPropertyOrder({"successes", "trials", "value", "low", "high"})
public record Proportion(long successes, long trials) {
    /** The normal distribution's 97.5 % quantile. */
    private static final double Z = 1.959963984540054;

    public Proportion {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " of " + trials);
        }
    }

    /** The share in [0, 1]; null without trials. */
    @JsonProperty
    public @Nullable Double value() {
        return trials == 0 ? null : share();
    }

    /** The interval's lower end; 0 without trials. */
    @JsonProperty
    public double low() {
        return trials == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** The interval's upper end; 1 without trials. */
    @JsonProperty
    public double high() {
        return trials == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double share() {
        return (double) successes / trials;
    }

    private double centre() {
        return (share() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
    }

    private double halfWidth() {
        double variance = share() * (1 - share()) / trials + Z * Z / (4.0 * trials * trials);
        return Z * Math.sqrt(variance) / (1 + Z * Z / trials);
    }
}
