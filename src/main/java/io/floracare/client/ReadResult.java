package io.floracare.client;

import io.floracare.message.Result;
import java.time.Instant;

/** One record of a topic of results. */
public sealed interface ReadResult {
    /** Partition of the record. */
    int partition();

    /** Offset of the record. */
    long offset();

    /**
     * A result.
     *
     * @param appended when the broker had the result; {@code result.time().produced()} is when it
     *     had the image
     */
    record Decoded(int partition, long offset, Instant appended, Result result)
            implements ReadResult {}

    /** Something else that somebody wrote there; the sentence says what is wrong. */
    record Undecodable(int partition, long offset, String message) implements ReadResult {}
}
