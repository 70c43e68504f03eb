package io.floracare.inference;

import io.floracare.model.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of a package's variants this machine tries, and in which order. */
public final class VariantChoice {
    private final Set<String> cpuFlags;
    private final @Nullable String forced;

    /**
     * @param cpuFlags what the processor can do
     * @param forced name of the only variant to try, whatever the processor; null for the package's
     *     order of preference
     */
    public VariantChoice(Set<String> cpuFlags, @Nullable String forced) {
        this.cpuFlags = Set.copyOf(cpuFlags);
        this.forced = forced;
    }

    /** Chooses among a package's variants, given in its order of preference. */
    public Outcome among(List<Variant> variants) {
        return forced == null ? preferred(variants) : forced(variants, forced);
    }

    private Outcome preferred(List<Variant> variants) {
        List<Variant> candidates = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (Variant variant : variants) {
            List<String> needed = variant.cpuAnyOf();
            if (needed.isEmpty() || needed.stream().anyMatch(cpuFlags::contains)) {
                candidates.add(variant);
            } else {
                passedOver.add(variant.name() + " needs a CPU with " + String.join(" or ", needed));
            }
        }
        return candidates.isEmpty()
                ? new None("this CPU runs no variant: " + String.join("; ", passedOver))
                : new Candidates(candidates, passedOver);
    }

    private static Outcome forced(List<Variant> variants, String name) {
        List<Variant> named = variants.stream().filter(v -> v.name().equals(name)).toList();
        return named.isEmpty()
                ? new None(
                        "it has no variant '"
                                + name
                                + "', which MODEL_VARIANT asks for; it has "
                                + variants.stream()
                                        .map(Variant::name)
                                        .collect(Collectors.joining(", ")))
                : new Candidates(named, List.of());
    }

    /** What the choice came to. */
    public sealed interface Outcome {}

    /**
     * There are variants to try.
     *
     * @param inOrder the first that passes its self-test is used; at least one
     * @param passedOver a clause for each variant that this CPU cannot run
     */
    public record Candidates(List<Variant> inOrder, List<String> passedOver) implements Outcome {
        public Candidates {
            inOrder = List.copyOf(inOrder);
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * There is none.
     *
     * @param message a clause that says why
     */
    public record None(String message) implements Outcome {}
}
