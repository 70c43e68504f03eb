package io.floracare.gateway.auth.limit;

import io.floracare.config.Rate;

/**
 * Whether a request is within a rate.
 *
 * @param policy the limit's name
 * @param rate what is allowed
 * @param allowed whether this one was
 * @param remaining how many more would be at once
 * @param resetSeconds until all of the rate is there again, rounded up
 * @param retrySeconds until the next is allowed, rounded up; 0 if one is now
 */
public record Verdict(
        String policy,
        Rate rate,
        boolean allowed,
        long remaining,
        long resetSeconds,
        long retrySeconds) {

    /** An item of {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers). */
    public String policyField() {
        return "\"" + policy + "\";q=" + rate.amount() + ";w=" + rate.window().toSeconds();
    }

    /** An item of {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers). */
    public String limitField() {
        return "\"" + policy + "\";r=" + remaining + ";t=" + resetSeconds;
    }
}
