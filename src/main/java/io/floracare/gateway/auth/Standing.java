package io.floracare.gateway.auth;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether what let a request in would still let it in: for answers that go on for hours. Looks once
 * a second at most, since a token's signature costs something. For one thread.
 */
public final class Standing {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final BooleanSupplier check;
    private final LongSupplier nanoTime;
    private long last;
    private boolean held = true;

    Standing(BooleanSupplier check, LongSupplier nanoTime) {
        this.check = check;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** Whether the key, token or session is still in force; false for good once it was not. */
    public boolean holds() {
        long now = nanoTime.getAsLong();
        if (held && now - last >= PAUSE) {
            last = now;
            held = check.getAsBoolean();
        }
        return held;
    }
}
