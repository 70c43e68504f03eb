package io.floracare.telemetry;

import java.util.Locale;

/** How an attempt to get a model into service ended. */
public enum ModelLoad {
    /** It is in service. */
    OK,
    /** The package is wrong: digest, layout or self-test. Trying again does not help. */
    REFUSED,
    /** The store could not be read; it is tried again. */
    UNAVAILABLE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in labels. */
    public String label() {
        return label;
    }
}
