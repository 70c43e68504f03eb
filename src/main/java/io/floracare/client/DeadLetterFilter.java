package io.floracare.client;

import java.util.Set;

/**
 * Chooses dead letters; an empty set chooses all.
 *
 * @param codes reasons, such as {@code crashed}
 * @param ids ids of images
 */
public record DeadLetterFilter(Set<String> codes, Set<String> ids) {
    /** Chooses every letter. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(Set.of(), Set.of());

    public DeadLetterFilter {
        codes = Set.copyOf(codes);
        ids = Set.copyOf(ids);
    }

    boolean accepts(DeadLetter letter) {
        return (codes.isEmpty() || codes.contains(letter.code()))
                && (ids.isEmpty() || ids.contains(letter.id()));
    }
}
