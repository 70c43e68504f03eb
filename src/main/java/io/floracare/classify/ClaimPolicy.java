package io.floracare.classify;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which claims are honoured.
 *
 * @param prefixes allowed {@code s3://bucket/prefix/} addresses; a claim must start with one of
 *     them
 * @param timeout bound on reading one object
 */
public record ClaimPolicy(List<String> prefixes, Duration timeout) {
    public ClaimPolicy {
        prefixes = List.copyOf(prefixes);
        for (String prefix : prefixes) {
            // Without the closing slash s3://images would allow s3://images-of-others.
            if (!prefix.startsWith("s3://") || !prefix.endsWith("/") || prefix.length() < 7) {
                throw new IllegalArgumentException(
                        "claim prefix '"
                                + prefix
                                + "' is not of the form s3://bucket/ or s3://bucket/prefix/");
            }
        }
    }

    /** The address of an allowed claim; null for one that is malformed or not on the list. */
    @Nullable URI admit(String claim) {
        if (claim.contains("/../") || claim.contains("/./") || claim.endsWith("/")) {
            return null;
        }
        for (String prefix : prefixes) {
            if (claim.startsWith(prefix)) {
                try {
                    return new URI("s3", claim.substring("s3:".length()), null);
                } catch (URISyntaxException e) {
                    return null;
                }
            }
        }
        return null;
    }
}
