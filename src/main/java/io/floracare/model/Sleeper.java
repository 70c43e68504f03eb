package io.floracare.model;

import java.time.Duration;

/** Passes time; {@code Thread::sleep} outside tests. */
@FunctionalInterface
public interface Sleeper {
    /** Returns after the duration. */
    void sleep(Duration duration) throws InterruptedException;
}
