package io.floracare.gateway.auth;

import io.floracare.gateway.auth.Identity.Via;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.problem.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a page who its user is, and ends the session that an invitation gave. For public routes,
 * since the answer may be that nobody is known.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final String KEY = "key:";

    private final Guard guard;
    private final KeyStore store;
    private final SessionCookie cookie;

    Sessions(Guard guard, KeyStore store, SessionCookie cookie) {
        this.guard = guard;
        this.store = store;
        this.cookie = cookie;
    }

    /**
     * Who somebody is.
     *
     * @param caller the caller's id; {@code anonymous} if nobody is known
     * @param name in a person's words; empty if nobody is known
     * @param via {@code key}, {@code session}, {@code token} or {@code nothing}
     * @param scopes what the caller may do, in lower case
     */
    public record Session(String caller, String name, String via, List<String> scopes) {
        public Session {
            scopes = List.copyOf(scopes);
        }

        static Session of(Caller caller, String name, Via via) {
            return new Session(
                    caller.id(),
                    name,
                    via.name().toLowerCase(Locale.ROOT),
                    caller.scopes().stream().sorted().map(Scope::wire).toList());
        }
    }

    /**
     * Who sent the request.
     *
     * @throws ProblemException if that cannot be told now
     */
    public Session of(Context ctx) {
        return switch (guard.identify(ctx)) {
            case Identity.Known(Caller caller, String name, Via via) ->
                    Session.of(caller, name, via);
            case Identity.Nobody nobody -> nobody();
            case Identity.Wrong wrong -> nobody();
            case Identity.Undecided(String advice) -> throw Refusals.undecided(advice);
        };
    }

    private Session nobody() {
        return Session.of(guard.anonymous(), "", Via.NOTHING);
    }

    /** Ends the cookie's session for good, and takes the cookie away: 204, whether or not. */
    public void end(Context ctx) {
        guard.requireOwnPage(ctx, true);
        cookie.clear(ctx);
        ctx.status(204);
        ctx.res().setContentType(null); // there is no body
        if (guard.identify(ctx) instanceof Identity.Known known && known.via() == Via.SESSION) {
            revoke(known.caller().id().substring(KEY.length()));
            guard.audit(ctx, "session-ended", known.caller().id(), "");
        }
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
