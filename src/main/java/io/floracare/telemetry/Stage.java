package io.floracare.telemetry;

import java.util.Locale;

/** A part of the work on one image. */
public enum Stage {
    /** Reading a claimed object. */
    FETCH,
    /** Bytes to oriented picture. */
    DECODE,
    /** Picture to tensor. */
    PREPROCESS,
    /** Tensor to logits. */
    INFER,
    /** All of it, from the record in hand to the records forwarded. */
    TOTAL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in labels. */
    public String label() {
        return label;
    }
}
