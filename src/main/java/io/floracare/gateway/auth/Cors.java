package io.floracare.gateway.auth;

import io.floracare.gateway.auth.edge.Origins;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of listed origins call with a key or token of their own, by the Fetch standard's CORS
 * protocol. Never with cookies: those are for this service's own pages.
 */
final class Cors {
    private static final String METHODS = "GET, HEAD, POST, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Request-Timeout,"
                    + " traceparent, tracestate, X-API-Key";
    private static final String RESPONSE_HEADERS =
            "Location, RateLimit, RateLimit-Policy, Retry-After, traceparent, WWW-Authenticate";

    private final Origins origins;

    Cors(Origins origins) {
        this.origins = origins;
    }

    /** Answers a preflight, or marks the response as readable for the page that asked. */
    void apply(Context ctx) {
        @Nullable String origin = ctx.header("Origin");
        boolean allowed = origin != null && origins.isAllowed(origin);
        if (origins.anyAllowed()) {
            ctx.res().addHeader("Vary", "Origin");
        }
        if (allowed) {
            ctx.header("Access-Control-Allow-Origin", String.valueOf(origin));
            ctx.header("Access-Control-Expose-Headers", RESPONSE_HEADERS);
            ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
        }
        if (origin != null && isPreflight(ctx)) {
            if (allowed) {
                ctx.header("Access-Control-Allow-Methods", METHODS);
                ctx.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
                ctx.header("Access-Control-Max-Age", "600");
            }
            // A refusal is the absence of these headers; the browser says the rest.
            ctx.status(204);
            ctx.skipRemainingHandlers();
        }
    }

    private static boolean isPreflight(Context ctx) {
        return ctx.req().getMethod().equals("OPTIONS")
                && ctx.header("Access-Control-Request-Method") != null;
    }
}
