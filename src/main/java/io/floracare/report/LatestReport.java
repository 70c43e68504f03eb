package io.floracare.report;

import java.io.IOException;
import java.time.Instant;

/** The report of the time up to now, for whoever shows it. Safe for use by several threads. */
@FunctionalInterface
public interface LatestReport {
    /**
     * The page; it may be a little old.
     *
     * @throws IOException with a sentence, if it cannot be made now
     */
    Page page() throws IOException;

    /**
     * A page.
     *
     * @param html in UTF-8, self-contained
     * @param made when
     */
    @SuppressWarnings("ArrayRecordComponent") // sent at once, compared never
    record Page(byte[] html, Instant made) {}
}
