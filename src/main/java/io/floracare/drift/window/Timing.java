package io.floracare.drift.window;

import java.time.Duration;

/**
 * When a window of event time is judged.
 *
 * @param window its length; windows begin at multiples of it since the epoch
 * @param grace a window closes when the stream's time is this much after its end
 * @param late a photo that comes later than this after its window's end is counted and left out;
 *     until then it gives the window a new report. Not shorter than the grace
 */
public record Timing(Duration window, Duration grace, Duration late) {
    private static final long MINUTE = 60_000;

    public Timing {
        if (window.toMillis() < 1 || grace.isNegative() || late.compareTo(grace) < 0) {
            throw new IllegalArgumentException(
                    "a window has a length, a grace of 0 or more and takes late photos at least as"
                            + " long");
        }
    }

    /** Start of the window that a time lies in, all in epoch milliseconds. */
    public long start(long time) {
        return Math.floorDiv(time, window.toMillis()) * window.toMillis();
    }

    /** End of a window. */
    public long end(long start) {
        return start + window.toMillis();
    }

    /** The stream's time at which a window closes. */
    public long closes(long start) {
        return end(start) + grace.toMillis();
    }

    /** The stream's time at which a window is forgotten. */
    public long expires(long start) {
        return end(start) + late.toMillis();
    }

    /** Start of the minute that a time lies in. */
    static long minute(long time) {
        return Math.floorDiv(time, MINUTE) * MINUTE;
    }

    /** The stream's time at which a minute closes. */
    long minuteCloses(long minute) {
        return minute + MINUTE + grace.toMillis();
    }

    /** Start of the minute after. */
    static long nextMinute(long minute) {
        return minute + MINUTE;
    }
}
