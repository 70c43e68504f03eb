package io.floracare.gateway.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when told to, for wall time and for {@link System#nanoTime}. */
public final class MovingClock extends Clock {
    private final AtomicReference<Instant> now;

    public MovingClock(String now) {
        this.now = new AtomicReference<>(Instant.parse(now));
    }

    public void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    public long nanoTime() {
        Instant at = instant();
        return Math.addExact(
                Math.multiplyExact(at.getEpochSecond() % 1_000_000_000, 1_000_000_000L),
                at.getNano());
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
