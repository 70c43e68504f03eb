package io.floracare.gateway.auth;

import io.floracare.gateway.auth.Identity.Via;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;

/**
 * Counts what the guard decides. Alert on a rate of {@code
 * floracare_gateway_authentication_failures_total} that is not explained by a key just revoked, and
 * on any {@code reason="undecided"}: the issuer's keys cannot be had.
 */
public final class GuardMetrics {
    private final Counter authenticated;
    private final Counter failed;
    private final Counter refused;

    /**
     * @param registry to which the counters are added
     */
    public GuardMetrics(CollectorRegistry registry) {
        authenticated =
                Counter.build(
                                "floracare_gateway_authentications_total",
                                "Requests whose caller is known, by how it proved who it is.")
                        .labelNames("via")
                        .register(registry);
        failed =
                Counter.build(
                                "floracare_gateway_authentication_failures_total",
                                "Requests with credentials that are not in force.")
                        .labelNames("via", "reason")
                        .register(registry);
        refused =
                Counter.build(
                                "floracare_gateway_guard_refusals_total",
                                "Requests refused by the guard, by why: unauthenticated, forbidden,"
                                        + " cross-site, misdirected, limit-caller, limit-address,"
                                        + " limit-failures.")
                        .labelNames("reason")
                        .register(registry);
    }

    void authenticated(Via via) {
        authenticated.labels(wire(via)).inc();
    }

    void failed(Via via, String reason) {
        failed.labels(wire(via), reason).inc();
    }

    void refused(String reason) {
        refused.labels(reason).inc();
    }

    private static String wire(Via via) {
        return via.name().toLowerCase(Locale.ROOT);
    }
}
