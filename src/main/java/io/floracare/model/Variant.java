package io.floracare.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One form of a model.
 *
 * @param name such as {@code torchscript-int8}
 * @param engine {@code PyTorch} or {@code OnnxRuntime}, DJL's names
 * @param file path in the package
 * @param cpuAnyOf CPU flags of which one must be present; empty for any CPU
 * @param temperature divides the logits before softmax, above 0
 * @param abstain when an answer is uncertain
 * @param selftestTolerance highest accepted absolute difference of a logit in the self-test
 * @param measured figures for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variant(
        String name,
        String engine,
        String file,
        List<String> cpuAnyOf,
        float temperature,
        Abstain abstain,
        float selftestTolerance,
        @Nullable Map<String, Object> measured) {

    /**
     * Thresholds under which an answer is uncertain; null for no threshold.
     *
     * @param minProbability of the most probable class
     * @param minEnergy of {@code ln Σ exp(logit)}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Abstain(@Nullable Float minProbability, @Nullable Float minEnergy) {
        /** Never uncertain. */
        public static final Abstain NEVER = new Abstain(null, null);
    }
}
