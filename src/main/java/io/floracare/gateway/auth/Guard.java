package io.floracare.gateway.auth;

import io.floracare.gateway.audit.AuditEvent;
import io.floracare.gateway.audit.AuditLog;
import io.floracare.gateway.auth.Identity.Via;
import io.floracare.gateway.auth.edge.ClientAddresses;
import io.floracare.gateway.auth.edge.Origins;
import io.floracare.gateway.auth.limit.Verdict;
import io.floracare.gateway.problem.ProblemException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each request whether it may be handled, before its body is read. A route names, as
 * its roles, the {@link Scope}s of which its caller needs one; a route without any is public.
 * Refusals are thrown as {@link ProblemException}s.
 *
 * <p>In this order: limit of the address, credentials, limit of wrong credentials, scope, origin of
 * a write that a browser sent, limit of the caller. Every request for a route with a scope is
 * audited when it is over.
 */
public final class Guard implements AutoCloseable {
    private static final String CALLER = "floracare.caller";
    private static final String ADDRESS = "floracare.address";
    private static final String REFUSED = "floracare.refused";
    private static final String CLAIM = "floracare.claim";
    private static final Caller UNKNOWN = new Caller("unknown", Set.of());
    private static final Caller NOBODY = new Caller(Caller.ANONYMOUS, Set.of());
    private static final Caller ANYBODY = new Caller(Caller.ANONYMOUS, Scope.all());
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Parts parts;

    /**
     * What the guard is made of.
     *
     * @param access whether callers have to say who they are
     * @param authenticator finds out who they are
     * @param addresses finds out where they are
     * @param origins knows our own pages
     * @param limits on callers and addresses
     * @param headers for browsers
     * @param metrics counts decisions
     * @param audit gets every request for a guarded route
     * @param clock for the audit's times
     * @param nanoTime as {@link System#nanoTime}
     * @param traceId of a request
     */
    record Parts(
            Access access,
            Authenticator authenticator,
            ClientAddresses addresses,
            Origins origins,
            Limits limits,
            SecurityHeaders headers,
            GuardMetrics metrics,
            AuditLog audit,
            Clock clock,
            LongSupplier nanoTime,
            Function<Context, String> traceId) {}

    Guard(Parts parts) {
        this.parts = parts;
    }

    /** Puts the guard in front of all routes. */
    public void install(JavalinConfig config) {
        Cors cors = new Cors(parts.origins);
        RouteScopes scopes = new RouteScopes(config.unsafe);
        config.routes.before(ctx -> {
            headers(ctx::header);
            ctx.attribute(ADDRESS, findAddress(ctx));
            cors.apply(ctx);
        });
        config.routes.beforeMatched(ctx -> check(ctx, scopes.of(ctx)));
        config.routes.after(ctx -> record(ctx, scopes.of(ctx)));
    }

    /** Who sent the request. Never null: a public route's caller may be nobody, without a scope. */
    public static Caller caller(Context ctx) {
        @Nullable Caller caller = ctx.attribute(CALLER);
        return caller == null ? NOBODY : caller;
    }

    /** Where the request comes from, behind trusted proxies: an IP address, for logs and limits. */
    public static String address(Context ctx) {
        return client(ctx).getHostAddress();
    }

    /** To be asked now and then by whatever answers for long. */
    public Standing standing(Context ctx) {
        Caller caller = caller(ctx);
        Identity first = identify(ctx);
        return new Standing(
                () -> !(first instanceof Identity.Known) || sameCaller(identify(ctx), caller),
                parts.nanoTime);
    }

    private static boolean sameCaller(Identity identity, Caller caller) {
        return switch (identity) {
            case Identity.Known known -> known.caller().equals(caller);
            case Identity.Nobody nobody -> false;
            case Identity.Wrong wrong -> false;
            // An issuer that cannot be reached for a while has revoked nothing.
            case Identity.Undecided undecided -> true;
        };
    }

    static InetAddress client(Context ctx) {
        @Nullable InetAddress address = ctx.attribute(ADDRESS);
        return address == null ? InetAddress.getLoopbackAddress() : address;
    }

    /** Stops the audit log. */
    @Override
    public void close() {
        parts.audit.close();
    }

    private void check(Context ctx, Set<Scope> needed) {
        if (needed.isEmpty()) {
            return;
        }
        try {
            admit(ctx, needed);
        } catch (ProblemException e) {
            ctx.attribute(REFUSED, e.problem().code());
            throw e;
        }
    }

    private void admit(Context ctx, Set<Scope> needed) {
        limitAddress(ctx);
        Identity identity = identify(ctx);
        Caller caller =
                switch (identity) {
                    case Identity.Known known -> {
                        parts.metrics.authenticated(known.via());
                        yield known.caller();
                    }
                    case Identity.Nobody nobody -> anonymous(ctx);
                    case Identity.Wrong wrong -> {
                        // Browsers keep cookies by host, whatever the port and whoever set them.
                        if (wrong.via() == Via.SESSION && parts.access != Access.CLOSED) {
                            yield anonymous(ctx);
                        }
                        throw wrong(ctx, wrong);
                    }
                    case Identity.Undecided(String advice) -> {
                        parts.metrics.refused("undecided");
                        throw Refusals.undecided(advice);
                    }
                };
        ctx.attribute(CALLER, caller);
        if (needed.stream().noneMatch(caller::may)) {
            throw refuse("forbidden", Refusals.forbidden(needed));
        }
        if (!(identity instanceof Identity.Known known) || known.via() == Via.SESSION) {
            requireOwnPage(ctx, identity instanceof Identity.Known);
        }
        if (identity instanceof Identity.Known) {
            limit(ctx, parts.limits.caller(caller), "caller", "of your key");
        }
    }

    /** For public routes that look at credentials, too. */
    void limitAddress(Context ctx) {
        limit(ctx, parts.limits.address(client(ctx)), "address", "of your address");
    }

    private Caller anonymous(Context ctx) {
        Caller caller = anonymous();
        if (caller.scopes().isEmpty()) {
            throw refuse("unauthenticated", Refusals.unauthenticated());
        }
        if (parts.access == Access.LOCAL && !parts.origins.isLocalHost(ctx.header("Host"))) {
            throw refuse("misdirected", Refusals.misdirected());
        }
        return caller;
    }

    /** What the request's credentials come to. */
    Identity identify(Context ctx) {
        return parts.authenticator.identify(ctx);
    }

    /** Who does not say who it is. */
    Caller anonymous() {
        return switch (parts.access) {
            case CLOSED -> NOBODY;
            case LOCAL, OPEN -> ANYBODY;
        };
    }

    /** The refusal of wrong credentials, which counts against the address. */
    ProblemException wrong(Context ctx, Identity.Wrong wrong) {
        parts.metrics.failed(wrong.via(), wrong.reason());
        ctx.attribute(CALLER, UNKNOWN);
        ctx.attribute(CLAIM, wrong.reason() + (wrong.who().isEmpty() ? "" : " " + wrong.who()));
        Optional<Verdict> verdict = parts.limits.failure(client(ctx));
        if (verdict.isPresent() && !verdict.get().allowed()) {
            return refuse(
                    "limit-failures",
                    Refusals.limited(verdict.get(), "of wrong credentials from your address"));
        }
        return refuse("unauthenticated", Refusals.wrong(wrong.advice()));
    }

    /**
     * A browser sends cookies, or from a loopback address nothing at all, with what any page makes
     * it send; it tells which page that was.
     *
     * @param cookie whether a cookie said who the caller is
     */
    void requireOwnPage(Context ctx, boolean cookie) {
        if (READS.contains(ctx.req().getMethod())) {
            return;
        }
        @Nullable String origin = ctx.header("Origin");
        if (origin == null) {
            // Without a cookie this is a program; with one, a browser that vouches by other means.
            if (cookie && !"same-origin".equals(ctx.header("Sec-Fetch-Site"))) {
                throw refuse("cross-site", Refusals.crossSite());
            }
            return;
        }
        boolean own = parts.origins.isOwn(origin, ctx.header("Host"), encrypted(ctx));
        if (!own && (cookie || !parts.origins.isAllowed(origin))) {
            throw refuse("cross-site", Refusals.crossSite());
        }
    }

    private @Nullable Boolean encrypted(Context ctx) {
        return parts.addresses.isProxy(peer(ctx)) ? null : Boolean.valueOf(ctx.req().isSecure());
    }

    private void limit(Context ctx, Optional<Verdict> verdict, String name, String whose) {
        if (verdict.isPresent()) {
            Limits.announce(ctx, verdict.get());
            if (!verdict.get().allowed()) {
                throw refuse("limit-" + name, Refusals.limited(verdict.get(), whose));
            }
        }
    }

    private ProblemException refuse(String reason, ProblemException problem) {
        parts.metrics.refused(reason);
        return problem;
    }

    private void record(Context ctx, Set<Scope> needed) {
        if (!needed.isEmpty()) {
            @Nullable String refused = ctx.attribute(REFUSED);
            @Nullable String claim = ctx.attribute(CLAIM);
            audit(
                    ctx,
                    "request",
                    caller(ctx).id(),
                    (refused == null ? "" : refused) + (claim == null ? "" : ": " + claim));
        }
    }

    /** Records what a request came to; its status is set by now. */
    void audit(Context ctx, String event, String caller, String detail) {
        parts.audit.write(
                new AuditEvent(
                        parts.clock.instant(),
                        event,
                        caller,
                        address(ctx),
                        ctx.req().getMethod(),
                        ctx.path(),
                        ctx.statusCode(),
                        detail,
                        parts.traceId.apply(ctx)));
    }

    private InetAddress findAddress(Context ctx) {
        String header = parts.addresses.header();
        return parts.addresses.client(peer(ctx), Collections.list(ctx.req().getHeaders(header)));
    }

    /** As {@link #address(Context)}, of a request that has not come to a route. */
    public String address(Request request) {
        String header = parts.addresses.header();
        InetAddress peer =
                ClientAddresses.literal(Request.getRemoteAddr(request))
                        .orElseGet(InetAddress::getLoopbackAddress);
        return parts.addresses
                .client(peer, request.getHeaders().getValuesList(header))
                .getHostAddress();
    }

    /** The headers of every response. */
    public void headers(BiConsumer<String, String> response) {
        parts.headers.set(response);
    }

    private static InetAddress peer(Context ctx) {
        return ClientAddresses.literal(ctx.req().getRemoteAddr())
                .orElseGet(InetAddress::getLoopbackAddress);
    }
}
