package io.floracare.gateway.auth;

import io.floracare.gateway.auth.Identity.Via;
import io.floracare.gateway.auth.InvitePage.Remark;
import io.floracare.gateway.auth.key.IssuedKey;
import io.floracare.gateway.auth.key.KeyKind;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.Secret;
import io.floracare.gateway.auth.key.Taken;
import io.floracare.gateway.problem.ProblemException;
import io.javalin.config.JavalinConfig;
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
 * {@code /invite}: a person takes an invitation. The link's secret stands after its {@code #},
 * which browsers send to no server: it is in no log, and a messenger that fetches the link for a
 * preview gets a page that does nothing. The page's button sends the secret in a body.
 */
final class InviteRoutes {
    static final String PATH = "/invite";
    private static final Logger LOG = LoggerFactory.getLogger(InviteRoutes.class);
    private static final int MOST_BYTES = 2048;
    private static final Pattern CODE =
            Pattern.compile(Pattern.quote(KeyKind.INVITATION.prefix()) + "[A-Za-z0-9_-]{1,100}");
    private static final Duration FOREVER = Duration.ofDays(400);

    private final KeyStore store;
    private final SessionCookie cookie;
    private final Clock clock;
    private final InvitePage page = InvitePage.load();

    InviteRoutes(KeyStore store, SessionCookie cookie, Clock clock) {
        this.store = store;
        this.cookie = cookie;
        this.clock = clock;
    }

    void add(JavalinConfig config, Guard guard) {
        config.routes.get(PATH, ctx -> page.show(ctx, Remark.NONE));
        config.routes.get(PATH + "/style.css", page::style);
        config.routes.get(PATH + "/script.js", page::script);
        config.routes.post(PATH, ctx -> take(ctx, guard));
    }

    private void take(Context ctx, Guard guard) throws IOException {
        guard.requireOwnPage(ctx, true);
        Optional<Secret> secret = secret(ctx);
        if (secret.isEmpty()) {
            refuse(ctx, guard, Taken.Reason.UNKNOWN, "");
            return;
        }
        switch (exchange(secret.get())) {
            case Taken.Done(IssuedKey session) -> enter(ctx, guard, session);
            case Taken.Refused(Taken.Reason reason, String id) -> refuse(ctx, guard, reason, id);
        }
    }

    private Taken exchange(Secret secret) {
        try {
            return store.take(secret);
        } catch (IOException e) {
            LOG.atError().setCause(e).log("Invitation cannot be taken");
            throw SessionRoutes.unwritable();
        }
    }

    private void enter(Context ctx, Guard guard, IssuedKey session) {
        @Nullable Instant expires = session.key().expires();
        cookie.set(
                ctx,
                session.secret().text(),
                expires == null ? FOREVER : Duration.between(clock.instant(), expires));
        ctx.status(303).header("Location", "/");
        guard.audit(ctx, "invitation-taken", "key:" + session.key().id(), "");
    }

    private void refuse(Context ctx, Guard guard, Taken.Reason reason, String id) {
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
