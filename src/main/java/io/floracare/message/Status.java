package io.floracare.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an image ended. */
public enum Status {
    /** The model answered. */
    @JsonProperty("ok")
    OK,
    /** The model abstained: the candidates are given, none is claimed. */
    @JsonProperty("uncertain")
    UNCERTAIN,
    /** There is no answer; {@link ErrorInfo} says why. */
    @JsonProperty("error")
    ERROR;

    /** The name on the wire, in lower case. */
    public String wire() {
        return switch (this) {
            case OK -> "ok";
            case UNCERTAIN -> "uncertain";
            case ERROR -> "error";
        };
    }
}
