package io.floracare.drift;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a test says of a window. */
public enum Verdict {
    /** Nothing changed by more than chance and by more than matters. */
    @JsonProperty("stable")
    STABLE,
    /** Something changed, surely and by enough to matter. */
    @JsonProperty("drift")
    DRIFT,
    /** Too few photos, or from too few devices, to say. */
    @JsonProperty("insufficient-data")
    INSUFFICIENT_DATA
}
