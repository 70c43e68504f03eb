package io.floracare.gateway.auth;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie that keeps a session's secret in a browser: out of reach of scripts, and never sent
 * along with a request that another site causes. Over TLS its name has the prefix by which browsers
 * refuse it from plain HTTP or a sibling domain.
 *
 * @param secure whether people reach the gateway by HTTPS alone
 */
record SessionCookie(boolean secure) {
    /** Browsers keep no cookie longer. */
    private static final Duration LONGEST = Duration.ofDays(400);

    private String name() {
        return secure ? "__Host-floracare" : "floracare";
    }

    Optional<String> read(Context ctx) {
        return Optional.ofNullable(ctx.cookie(name())).filter(text -> !text.isEmpty());
    }

    void set(Context ctx, String text, Duration life) {
        Duration bounded = life.compareTo(LONGEST) > 0 ? LONGEST : life;
        write(ctx, text, Math.max(0, bounded.toSeconds()));
    }

    void clear(Context ctx) {
        write(ctx, "", 0);
    }

    private void write(Context ctx, String text, long seconds) {
        ctx.res()
                .addHeader(
                        "Set-Cookie",
                        name()
                                + "="
                                + text
                                + "; Path=/; Max-Age="
                                + seconds
                                + "; HttpOnly; SameSite=Strict"
                                + (secure ? "; Secure" : ""));
    }
}
