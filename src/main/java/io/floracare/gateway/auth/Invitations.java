package io.floracare.gateway.auth;

import io.floracare.gateway.auth.Identity.Via;
import io.floracare.gateway.auth.InvitePage.Remark;
import io.floracare.gateway.auth.key.IssuedKey;
import io.floracare.gateway.auth.key.KeyKind;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.Secret;
import io.floracare.gateway.auth.key.Taken;
import io.floracare.gateway.problem.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges invitations for sessions. The link's secret stands after its {@code #}, which browsers
 * send to no server: it is in no log, and a messenger that fetches the link for a preview gets a
 * page that does nothing. The page's button sends the secret in a body.
 */
public final class Invitations {
    /** Where the page is, and where its form is sent. */
    public static final String PATH = "/invite";

    private static final Logger LOG = LoggerFactory.getLogger(Invitations.class);
    private static final int MOST_BYTES = 2048;
    private static final Pattern CODE =
            Pattern.compile(Pattern.quote(KeyKind.INVITATION.prefix()) + "[A-Za-z0-9_-]{1,100}");
    private static final Duration FOREVER = Duration.ofDays(400);

    private final Guard guard;
    private final KeyStore store;
    private final SessionCookie cookie;
    private final Clock clock;
    private final InvitePage page = InvitePage.load();

    Invitations(Guard guard, KeyStore store, SessionCookie cookie, Clock clock) {
        this.guard = guard;
        this.store = store;
        this.cookie = cookie;
        this.clock = clock;
    }

    /** Shows the page, which does nothing by itself. */
    public void page(Context ctx) {
        page.show(ctx, Remark.NONE);
    }

    /** The page's style. */
    public void style(Context ctx) {
        page.style(ctx);
    }

    /** The page's script. */
    public void script(Context ctx) {
        page.script(ctx);
    }

    /**
     * Takes the invitation in a form's field {@code code}: 303 with the session's cookie, or the
     * page with a remark.
     */
    public void take(Context ctx) throws IOException {
        guard.requireOwnPage(ctx, true);
        Optional<Secret> secret = secret(ctx);
        if (secret.isEmpty()) {
            refuse(ctx, Taken.Reason.UNKNOWN, "");
            return;
        }
        switch (exchange(secret.get())) {
            case Taken.Done(IssuedKey session) -> enter(ctx, session);
            case Taken.Refused(Taken.Reason reason, String id) -> refuse(ctx, reason, id);
        }
    }

    private Taken exchange(Secret secret) {
        try {
            return store.take(secret);
        } catch (IOException e) {
            LOG.atError().setCause(e).log("Invitation cannot be taken");
            throw Sessions.unwritable();
        }
    }

    private void enter(Context ctx, IssuedKey session) {
        @Nullable Instant expires = session.key().expires();
        cookie.set(
                ctx,
                session.secret().text(),
                expires == null ? FOREVER : Duration.between(clock.instant(), expires));
        ctx.status(303).header("Location", "/");
        ctx.res().setContentType(null); // there is no body
        guard.audit(ctx, "invitation-taken", "key:" + session.key().id(), "");
    }

    private void refuse(Context ctx, Taken.Reason reason, String id) {
        String why = reason.name().toLowerCase(Locale.ROOT);
        ProblemException problem =
                guard.wrong(ctx, new Identity.Wrong(Via.INVITATION, why, "", "Not in force."));
        boolean limited = problem.problem().status() == 429;
        ctx.status(limited ? 429 : 403);
        problem.problem()
                .headers()
                .forEach((name, value) -> {
                    if (limited) {
                        ctx.header(name, value);
                    }
                });
        page.show(ctx, limited ? Remark.LIMITED : remark(reason));
        guard.audit(ctx, "invitation-refused", id.isEmpty() ? "unknown" : "key:" + id, why);
    }

    private static Remark remark(Taken.Reason reason) {
        return switch (reason) {
            case UNKNOWN, REVOKED -> Remark.UNKNOWN;
            case USED -> Remark.USED;
            case EXPIRED -> Remark.EXPIRED;
        };
    }

    /** The secret in a form's field {@code code}, be it the code alone or the whole link. */
    private static Optional<Secret> secret(Context ctx) throws IOException {
        byte[] body = ctx.req().getInputStream().readNBytes(MOST_BYTES);
        Matcher code = CODE.matcher(new String(body, StandardCharsets.UTF_8));
        return code.find() ? Secret.parse(KeyKind.INVITATION, code.group()) : Optional.empty();
    }
}
