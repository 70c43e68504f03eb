package io.floracare.gateway.upload;

import io.floracare.gateway.http.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Reads a body that must come at a least rate. A stall ends by the connection's idle time-out. */
final class PacedInput {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final InputStream in;
    private final int minRate;
    private final LongSupplier nanoTime;
    private final long start;
    private long total;

    /**
     * @param minRate bytes a second, from the fifth second on
     * @param nanoTime a clock for intervals
     */
    PacedInput(InputStream in, int minRate, LongSupplier nanoTime) {
        this.in = in;
        this.minRate = minRate;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /**
     * Reads some bytes.
     *
     * @return how many; -1 at the end
     */
    int read(byte[] buffer) throws IOException {
        int count;
        try {
            count = in.read(buffer);
        } catch (IOException e) {
            if (e instanceof java.io.InterruptedIOException || timedOut(e)) {
                throw slow();
            }
            throw e;
        }
        if (count > 0) {
            total += count;
            long late = nanoTime.getAsLong() - start - GRACE_NANOS;
            if (late > 0 && total < minRate * (late / 1e9)) {
                throw slow();
            }
        }
        return count;
    }

    private static boolean timedOut(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private RuntimeException slow() {
        return Problems.tooSlow(
                "the body must come with at least "
                        + minRate
                        + " bytes a second and without stalls");
    }
}
