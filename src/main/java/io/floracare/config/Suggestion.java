package io.floracare.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a person meant to write. */
final class Suggestion {
    private Suggestion() {}

    /** The known name nearest to a written one, if any is near enough. */
    static Optional<String> nearest(String written, Collection<String> known) {
        int enough = Math.max(1, Math.min(4, written.length() / 4));
        return known.stream()
                .filter(name -> distance(written, name) <= enough)
                .min(
                        Comparator.<String>comparingInt(name -> distance(written, name))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** A question to append to a complaint, or nothing. */
    static String question(String written, Collection<String> known) {
        return nearest(written, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /**
     * Edits from one text to another: insertions, deletions, substitutions and swaps of neighbours
     * (optimal string alignment; Damerau 1964).
     */
    static int distance(String from, String to) {
        int[] older = new int[to.length() + 1];
        int[] old = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            old[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(old[j], row[j - 1]) + 1, old[j - 1] + change);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], older[j - 2] + 1);
                }
            }
            int[] spare = older;
            older = old;
            old = row;
            row = spare;
        }
        return old[to.length()];
    }
}
