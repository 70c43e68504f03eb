package io.floracare.drift;

import io.floracare.drift.AlertState.Reading;
import java.time.Instant;
import java.util.Arrays;

/**
 * Notices that no photos come at an hour of the week when they used to. Nights and weekends without
 * photos are no news. Not thread-safe.
 */
public final class Silence {
    /** Hours of a week. */
    public static final int HOURS = 168;

    /** Weeks that an hour must have been seen before its silence means something. */
    private static final int LEAST = 2;

    private static final int MEMORY = 8;
    private static final long FIRST_MONDAY_HOUR = 96;

    private final double[] means = new double[HOURS];
    private final int[] weeks = new int[HOURS];

    /** The hour of the week in UTC, 0 being Monday 00:00. */
    public static int hour(Instant time) {
        return (int)
                Math.floorMod(
                        Math.floorDiv(time.getEpochSecond(), 3600L) - FIRST_MONDAY_HOUR,
                        (long) HOURS);
    }

    /**
     * Reads an hour, then learns it.
     *
     * @param start of the hour
     * @param clusters devices seen in the hour: bursts of one device are one arrival
     * @param level chance of a false breach
     */
    public Reading next(Instant start, long clusters, double level) {
        int hour = hour(start);
        Reading reading = Reading.CLEAR;
        if (clusters == 0) {
            boolean known = weeks[hour] >= LEAST;
            // The mean of so few weeks may be too high by chance: Poisson, so two deviations less.
            double mean = means[hour];
            double sure = known ? Math.max(0, mean - 2 * Math.sqrt(mean / weeks[hour])) : 0;
            reading = Math.exp(-sure) <= level ? Reading.BREACH : Reading.UNKNOWN;
        }
        if (reading != Reading.BREACH) {
            weeks[hour] = Math.min(MEMORY, weeks[hour] + 1);
            means[hour] += (clusters - means[hour]) / weeks[hour];
        }
        return reading;
    }

    /** Its bytes. */
    public byte[] encode() {
        VarOutput out = new VarOutput();
        for (int hour = 0; hour < HOURS; hour++) {
            out.write(weeks[hour]);
            out.write(Double.doubleToLongBits(means[hour]));
        }
        return out.toByteArray();
    }

    /** What {@link #encode} wrote. */
    public static Silence decode(byte[] bytes) {
        VarInput in = new VarInput(bytes);
        Silence silence = new Silence();
        for (int hour = 0; hour < HOURS; hour++) {
            silence.weeks[hour] = in.readInt();
            silence.means[hour] = Double.longBitsToDouble(in.read());
        }
        in.end();
        return silence;
    }

    @Override
    public String toString() {
        return "arrivals by hour of the week " + Arrays.toString(means);
    }
}
