package io.floracare.cli;

import java.util.Locale;

/** Counted things. */
final class Plural {
    private Plural() {}

    /**
     * A number and its noun: {@code 1 label}, {@code 1,200 labels}.
     *
     * @param noun with a regular plural
     */
    static String of(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
