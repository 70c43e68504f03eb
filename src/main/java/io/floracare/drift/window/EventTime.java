package io.floracare.drift.window;

import java.time.Instant;

/** When a photo was taken, as far as it can be believed. */
public final class EventTime {
    /** Clocks of devices differ by so much. */
    private static final long AHEAD = 60_000;

    private EventTime() {}

    /**
     * The event time of a photo in epoch milliseconds, not negative. A time in the future would
     * close every window up to it, so the broker's stands for it.
     *
     * @param said what its record says
     * @param appended when the broker got the record
     */
    public static long of(Instant said, long appended) {
        return of(said.toEpochMilli(), appended);
    }

    /** As {@link #of(Instant, long)}, of epoch milliseconds. */
    public static long of(long said, long appended) {
        return Math.max(0, said > appended + AHEAD ? appended : said);
    }
}
