package io.floracare.classify;

import io.floracare.message.ErrorCode;
import io.floracare.message.Result;
import java.util.Objects;

/** What tests ask of results. */
public final class TestResults {
    private TestResults() {}

    /** The error's code of a result that must have one. */
    public static ErrorCode code(Result result) {
        return Objects.requireNonNull(result.error(), () -> "no error: " + result).code();
    }
}
