package io.floracare.gateway.upload;

import io.floracare.gateway.http.Problems;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Bounds the bytes of bodies in memory, over all requests. It is taken as bytes arrive, so that a
 * body that is announced and never sent holds nothing.
 */
public final class MemoryBudget {
    private final Semaphore bytes;

    /**
     * @param bytes in memory at once, at least 1
     */
    public MemoryBudget(int bytes) {
        this.bytes = new Semaphore(bytes);
    }

    /** What one image holds; closed when it is not needed any more. For one thread. */
    public Share share() {
        return new Share();
    }

    /** A part of the budget. */
    public final class Share implements AutoCloseable {
        private int taken;

        private Share() {}

        void take(int more) {
            if (!bytes.tryAcquire(more)) {
                throw Problems.saturated(
                        "too many uploads are in memory; send it again", Duration.ofSeconds(2));
            }
            taken += more;
        }

        @Override
        public void close() {
            bytes.release(taken);
            taken = 0;
        }
    }
}
