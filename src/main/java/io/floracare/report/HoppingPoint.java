package io.floracare.report;

import java.time.Instant;
import java.util.Map;

/**
 * Several windows in a row taken together. Hopping windows overlap: one ends with each window. They
 * are for the eye alone, and no verdict is on them.
 *
 * @param start of the first window
 * @param end of the last window, excluded
 * @param photos tested
 * @param change distance of each feature from the baseline, in its deviations, as far as coarse
 *     shapes tell
 */
public record HoppingPoint(Instant start, Instant end, long photos, Map<String, Double> change) {
    public HoppingPoint {
        change = Map.copyOf(change);
    }
}
