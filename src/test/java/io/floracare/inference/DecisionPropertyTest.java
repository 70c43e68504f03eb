package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.model.Variant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class DecisionPropertyTest {
    @Property
    void probabilities_sum_to_one_and_bound_everything(
            @ForAll @Size(min = 1, max = 60)
                    List<@FloatRange(min = -1e6f, max = 1e6f) Float> logits,
            @ForAll @FloatRange(min = 0.05f, max = 20) float temperature) {
        Decision decision = Decision.of(floats(logits, 0), at(temperature));

        double sum = 0;
        for (float p : decision.probabilities().toArray()) {
            assertThat(p).isBetween(0f, 1f);
            sum += p;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(decision.confidence()).isEqualTo(decision.probabilities().get(decision.best()));
        assertThat(decision.margin()).isBetween(0f, decision.confidence());
        assertThat(decision.entropy()).isBetween(0f, (float) Math.log(logits.size()) + 1e-5f);
        assertThat(decision.energy())
                .isGreaterThanOrEqualTo(logits.stream().max(Float::compare).orElseThrow());
    }

    @Property
    void a_shift_of_all_logits_changes_the_energy_alone(
            @ForAll @Size(min = 2, max = 60) List<@FloatRange(min = -30, max = 30) Float> logits,
            @ForAll @FloatRange(min = -50, max = 50) float shift) {
        Decision decision = Decision.of(floats(logits, 0), at(0.6f));
        Decision shifted = Decision.of(floats(logits, shift), at(0.6f));

        assertThat(shifted.probabilities().toArray())
                .containsExactly(decision.probabilities().toArray(), within(1e-4f));
        assertThat(shifted.margin()).isCloseTo(decision.margin(), within(2e-4f));
        assertThat(shifted.entropy()).isCloseTo(decision.entropy(), within(2e-3f));
        assertThat(shifted.energy()).isCloseTo(decision.energy() + shift, within(1e-4f));
    }

    @Property
    void ranks_every_class_once_from_the_most_probable(
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -5, max = 5) Float> logits) {
        Decision decision = Decision.of(floats(logits, 0), at(1));

        List<Integer> ranked = decision.ranked(100);

        assertThat(ranked).doesNotHaveDuplicates().hasSize(logits.size());
        assertThat(ranked.getFirst()).isEqualTo(decision.best());
        assertThat(ranked.stream().map(i -> -decision.probabilities().get(i))).isSorted();
    }

    private static float[] floats(List<Float> values, float shift) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i) + shift;
        }
        return floats;
    }

    private static Variant at(float temperature) {
        return new Variant(
                "v", "PyTorch", "v.pt", List.of(), temperature, Variant.Abstain.NEVER, 0, null);
    }
}
