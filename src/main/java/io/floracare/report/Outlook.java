package io.floracare.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a stretch of windows comes to. */
public enum Outlook {
    /** The last window with a verdict differs from the baseline. */
    DRIFT,
    /** Windows differed, the last with a verdict does not. */
    RECOVERED,
    /** No window differs. */
    STABLE,
    /** No window has a verdict. */
    INSUFFICIENT_DATA;

    /** The name on the wire, in lower case with hyphens. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
