package io.floracare.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.model.Variant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VariantChoiceTest {
    private static final Variant INT8 = variant("int8", "avx512_vnni", "avx_vnni");
    private static final Variant FP32 = variant("fp32");
    private static final List<Variant> BOTH = List.of(INT8, FP32);

    @Test
    void keeps_the_order_of_preference_on_a_cpu_that_can_do_all() {
        assertThat(choose(BOTH, Set.of("sse", "avx_vnni"), null))
                .isEqualTo(new VariantChoice.Candidates(BOTH, List.of()));
    }

    @Test
    void passes_over_what_the_cpu_cannot_do() {
        assertThat(choose(BOTH, Set.of("avx2"), null))
                .isEqualTo(
                        new VariantChoice.Candidates(
                                List.of(FP32),
                                List.of("int8 needs a CPU with avx512_vnni or avx_vnni")));
    }

    @Test
    void says_what_a_cpu_lacks_that_can_do_none() {
        assertThat(choose(List.of(INT8), Set.of(), null))
                .isEqualTo(
                        new VariantChoice.None(
                                "this CPU runs no variant: int8 needs a CPU with avx512_vnni or avx_vnni"));
    }

    @Test
    void a_forced_variant_is_the_only_one_whatever_the_cpu() {
        assertThat(choose(BOTH, Set.of(), "int8"))
                .isEqualTo(new VariantChoice.Candidates(List.of(INT8), List.of()));
    }

    @Test
    void an_unknown_forced_variant_is_answered_with_the_known_ones() {
        assertThat(choose(BOTH, Set.of(), "int4"))
                .isEqualTo(
                        new VariantChoice.None(
                                "it has no variant 'int4', which MODEL_VARIANT asks for; it has int8, fp32"));
    }

    private static VariantChoice.Outcome choose(
            List<Variant> variants, Set<String> flags, @Nullable String forced) {
        return new VariantChoice(flags, forced).among(variants);
    }

    private static Variant variant(String name, String... cpuAnyOf) {
        return new Variant(
                name,
                "PyTorch",
                name + ".pt",
                List.of(cpuAnyOf),
                1,
                Variant.Abstain.NEVER,
                0,
                null);
    }
}
