package io.floracare.classify;

import io.floracare.inference.ModelSlot;
import org.jspecify.annotations.Nullable;

/** Tells whether the engine works on images that are known to be good. */
@FunctionalInterface
public interface ModelCheck {
    /**
     * Runs the package's self-test on the calling thread's own session.
     *
     * @return null when it passes, else what failed
     */
    @Nullable String fault(ModelSlot.Lease lease);
}
