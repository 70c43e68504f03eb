package io.floracare.telemetry;

import java.util.Locale;

/** The way an image came. */
public enum Lane {
    /** {@code leaf-images}. */
    BULK,
    /** {@code leaf-images-express}: somebody waits. */
    EXPRESS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in labels, logs and application ids. */
    public String label() {
        return label;
    }
}
