package io.floracare.client;

/**
 * How dead letters are replayed.
 *
 * @param filter which
 * @param limit at most so many, at least 1
 * @param dryRun only tells what would be done
 * @param fromBeginning also those that were replayed before
 */
public record ReplayOptions(
        DeadLetterFilter filter, int limit, boolean dryRun, boolean fromBeginning) {
    /** Every letter that was not replayed yet. */
    public static final ReplayOptions DEFAULT =
            new ReplayOptions(DeadLetterFilter.ALL, Integer.MAX_VALUE, false, false);

    public ReplayOptions {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " must be at least 1");
        }
    }
}
