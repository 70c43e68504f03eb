package io.floracare.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an alert comes from. */
public enum Detector {
    /** Windows of features and answers against the baseline. */
    DRIFT,
    /** Windows of quality issues against what is accepted. */
    QUALITY,
    /** Minutes of confidence or failures against what went before. */
    ABRUPT,
    /** No photos where there used to be. */
    SILENCE;

    /** The name on the wire. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
