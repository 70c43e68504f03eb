package io.floracare.gateway.auth;

import io.floracare.config.LimitSettings;
import io.floracare.gateway.auth.limit.RateLimiter;
import io.floracare.gateway.auth.limit.Verdict;
import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The gateway's limits: for callers, for addresses, and for wrong credentials from an address. */
final class Limits {
    private static final int V6_SITE_BYTES = 8;

    private final Optional<RateLimiter> callers;
    private final Optional<RateLimiter> addresses;
    private final Optional<RateLimiter> failures;

    /**
     * @param settings the rates
     * @param nanoTime as {@link System#nanoTime}
     */
    Limits(LimitSettings settings, LongSupplier nanoTime) {
        callers = settings.caller().map(rate -> new RateLimiter("caller", rate, nanoTime));
        addresses = settings.address().map(rate -> new RateLimiter("address", rate, nanoTime));
        failures = settings.failures().map(rate -> new RateLimiter("failures", rate, nanoTime));
    }

    Optional<Verdict> caller(Caller caller) {
        return callers.map(limiter -> limiter.take(caller.id()));
    }

    Optional<Verdict> address(InetAddress address) {
        return address.isLoopbackAddress()
                ? Optional.empty()
                : addresses.map(limiter -> limiter.take(party(address)));
    }

    Optional<Verdict> failure(InetAddress address) {
        return failures.map(limiter -> limiter.take(party(address)));
    }

    /** Adds the limit to the response's {@code RateLimit} fields, which are lists. */
    static void announce(Context ctx, Verdict verdict) {
        ctx.res().addHeader("RateLimit-Policy", verdict.policyField());
        ctx.res().addHeader("RateLimit", verdict.limitField());
    }

    /** A /64 belongs to one party, who may use any address of it. */
    private static String party(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), V6_SITE_BYTES))
                : address.getHostAddress();
    }
}
