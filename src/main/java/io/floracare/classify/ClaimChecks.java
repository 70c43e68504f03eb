package io.floracare.classify;

import java.net.URI;
import java.time.Duration;

/** Reads images that a record claims instead of carrying. */
public interface ClaimChecks {
    /**
     * Reads one object.
     *
     * @param claim {@code s3://bucket/key}, already checked against the allow-list
     * @param maxBytes more is not read
     * @param timeout bound on the whole call, retries included
     */
    Claim fetch(URI claim, int maxBytes, Duration timeout);

    /** What became of a fetch. */
    sealed interface Claim {
        /** The object's bytes; not copied, a megabyte an image is much to copy. */
        @SuppressWarnings("ArrayRecordComponent")
        record Fetched(byte[] bytes) implements Claim {}

        /** There is no such object. */
        record NotFound(String message) implements Claim {}

        /** The object exceeds the limit; {@code bytes} is its stated size. */
        record TooLarge(long bytes) implements Claim {}

        /** It could not be read in time. */
        record Unavailable(String message) implements Claim {}
    }
}
