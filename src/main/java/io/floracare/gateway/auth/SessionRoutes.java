package io.floracare.gateway.auth;

import io.floracare.gateway.auth.Identity.Via;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.problem.ProblemException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /session}: a page asks who its user is, and ends the session that an invitation gave. Both
 * are public, since the answer may be that nobody is known.
 */
final class SessionRoutes {
    static final String PATH = "/session";
    private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);
    private static final String KEY = "key:";

    private final Access access;
    private final Authenticator authenticator;
    private final KeyStore store;
    private final SessionCookie cookie;

    SessionRoutes(
            Access access, Authenticator authenticator, KeyStore store, SessionCookie cookie) {
        this.access = access;
        this.authenticator = authenticator;
        this.store = store;
        this.cookie = cookie;
    }

    /**
     * The answer of {@code GET /session}.
     *
     * @param caller the caller's id; {@code anonymous} if nobody is known
     * @param name in a person's words; empty if nobody is known
     * @param via {@code key}, {@code session}, {@code token} or {@code nothing}
     * @param scopes what the caller may do, in lower case
     */
    public record Session(String caller, String name, String via, List<String> scopes) {
        static Session of(Caller caller, String name, Via via) {
            return new Session(
                    caller.id(),
                    name,
                    via.name().toLowerCase(Locale.ROOT),
                    caller.scopes().stream().sorted().map(Scope::wire).toList());
        }
    }

    void add(JavalinConfig config, Guard guard) {
        config.routes.get(PATH, this::show);
        config.routes.delete(PATH, ctx -> end(ctx, guard));
    }

    private void show(Context ctx) {
        switch (authenticator.identify(ctx)) {
            case Identity.Known(Caller caller, String name, Via via) ->
                    ctx.json(Session.of(caller, name, via));
            case Identity.Nobody nobody -> ctx.json(nobody());
            case Identity.Wrong wrong -> ctx.json(nobody());
            case Identity.Undecided(String advice) -> throw Refusals.undecided(advice);
        }
    }

    private Session nobody() {
        return Session.of(Guard.anonymous(access), "", Via.NOTHING);
    }

    private void end(Context ctx, Guard guard) {
        guard.requireOwnPage(ctx, true);
        if (authenticator.identify(ctx) instanceof Identity.Known known
                && known.via() == Via.SESSION) {
            revoke(known.caller().id().substring(KEY.length()));
            ctx.status(204);
            guard.audit(ctx, "session-ended", known.caller().id(), "");
        }
        cookie.clear(ctx);
        ctx.status(204);
    }

    private void revoke(String id) {
        try {
            store.revoke(id);
        } catch (IOException e) {
            LOG.atError().setCause(e).log("Session cannot be ended");
            throw unwritable();
        }
    }

    /** 503: the keys file cannot be changed. */
    static ProblemException unwritable() {
        return Refusals.refuse(
                503,
                "keys-unavailable",
                "Keys cannot be changed now.",
                "The service cannot write its keys file; its operator finds the reason in the log.",
                Map.of("Retry-After", "60"));
    }
}
