package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.floracare.model.Variant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void follows_a_case_computed_by_hand() {
        float ln2 = (float) Math.log(2);
        Decision decision = Decision.of(new float[] {0, ln2, 0}, variant(1, null, null));

        assertThat(decision.probabilities().toArray())
                .containsExactly(new float[] {0.25f, 0.5f, 0.25f}, within(1e-6f));
        assertThat(decision.best()).isEqualTo(1);
        assertThat(decision.confidence()).isCloseTo(0.5f, within(1e-6f));
        assertThat(decision.margin()).isCloseTo(0.25f, within(1e-6f));
        assertThat(decision.entropy()).isCloseTo(1.5f * ln2, within(1e-6f));
        assertThat(decision.energy()).isCloseTo(2 * ln2, within(1e-6f));
    }

    @Test
    void temperature_sharpens_probabilities_and_leaves_energy() {
        float[] logits = {1, 2, 3};

        Decision raw = Decision.of(logits, variant(1, null, null));
        Decision sharp = Decision.of(logits, variant(0.5f, null, null));

        assertThat(sharp.probabilities())
                .isEqualTo(
                        Decision.of(new float[] {2, 4, 6}, variant(1, null, null)).probabilities());
        assertThat(sharp.energy()).isEqualTo(raw.energy());
    }

    @Test
    void the_lower_index_wins_a_tie() {
        Decision decision = Decision.of(new float[] {1, 3, 3}, variant(1, null, null));

        assertThat(decision.best()).isEqualTo(1);
        assertThat(decision.margin()).isZero();
        assertThat(decision.ranked(2)).containsExactly(1, 2);
    }

    @Test
    void abstains_below_the_probability_it_is_told() {
        float[] even = {0, 0};

        assertThat(Decision.of(even, variant(1, 0.51f, null)).uncertain()).isTrue();
        assertThat(Decision.of(even, variant(1, 0.5f, null)).uncertain()).isFalse();
        assertThat(Decision.of(even, variant(1, null, null)).uncertain()).isFalse();
    }

    @Test
    void abstains_below_the_energy_it_is_told_however_probable_the_answer() {
        float[] sure = {0, -50};

        assertThat(Decision.of(sure, variant(1, 0.5f, 0.01f)).uncertain()).isTrue();
        assertThat(Decision.of(sure, variant(1, 0.5f, 0f)).uncertain()).isFalse();
    }

    @Test
    void one_class_is_certain() {
        Decision decision = Decision.of(new float[] {-7}, variant(1, null, null));

        assertThat(decision.confidence()).isEqualTo(1);
        assertThat(decision.margin()).isEqualTo(1);
        assertThat(decision.entropy()).isZero();
        assertThat(decision.energy()).isEqualTo(-7);
    }

    @Test
    void refuses_what_is_no_answer() {
        assertThatThrownBy(() -> Decision.of(new float[0], variant(1, null, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Decision.of(new float[] {0, Float.NaN}, variant(1, null, null)))
                .hasMessage("a logit is NaN");
        assertThatThrownBy(() ->
                        Decision.of(new float[] {Float.POSITIVE_INFINITY}, variant(1, null, null)))
                .hasMessage("a logit is Infinity");
    }

    private static Variant variant(
            float temperature, @Nullable Float minProbability, @Nullable Float minEnergy) {
        return new Variant(
                "v",
                "PyTorch",
                "v.pt",
                List.of(),
                temperature,
                new Variant.Abstain(minProbability, minEnergy),
                0,
                null);
    }
}
