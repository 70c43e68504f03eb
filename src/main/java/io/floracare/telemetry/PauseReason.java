package io.floracare.telemetry;

import java.util.Locale;

/** Why nothing is consumed. */
public enum PauseReason {
    /** The first model is not ready yet. */
    NO_MODEL,
    /** The engine fails, its self-test included. */
    ENGINE,
    /** The disk is full or not writable. */
    DISK;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in labels and logs. */
    public String label() {
        return label;
    }
}
