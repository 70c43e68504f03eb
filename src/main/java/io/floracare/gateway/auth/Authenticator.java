package io.floracare.gateway.auth;

import io.floracare.gateway.auth.Identity.Via;
import io.floracare.gateway.auth.key.KeyKind;
import io.floracare.gateway.auth.key.KeyRing;
import io.floracare.gateway.auth.key.Secret;
import io.floracare.gateway.auth.key.StoredKey;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sent a request: by {@code Authorization: Bearer} with a key or a token, else by
 * {@code X-API-Key}, else by the session's cookie.
 */
final class Authenticator {
    private static final String BEARER = "bearer ";
    private static final int LONGEST = 8192;

    private final KeyRing keys;
    private final @Nullable Tokens tokens;
    private final SessionCookie cookie;

    /**
     * @param keys that are in force
     * @param tokens judges JSON Web Tokens; null if none count
     * @param cookie of sessions
     */
    Authenticator(KeyRing keys, @Nullable Tokens tokens, SessionCookie cookie) {
        this.keys = keys;
        this.tokens = tokens;
        this.cookie = cookie;
    }

    /** Judges a JSON Web Token. */
    @FunctionalInterface
    interface Tokens {
        Identity judge(String token);
    }

    Identity identify(Context ctx) {
        @Nullable String authorization = ctx.header("Authorization");
        if (authorization != null) {
            return bearer(authorization);
        }
        @Nullable String apiKey = ctx.header("X-API-Key");
        if (apiKey != null) {
            return secret(KeyKind.KEY, apiKey.strip(), Via.KEY);
        }
        Optional<String> session = cookie.read(ctx);
        return session.isPresent()
                ? secret(KeyKind.SESSION, session.get(), Via.SESSION)
                : new Identity.Nobody();
    }

    private Identity bearer(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return new Identity.Wrong(
                    Via.NOTHING,
                    "scheme",
                    "",
                    "The Authorization header must be 'Bearer' and a key or token.");
        }
        String text = authorization.substring(BEARER.length()).strip();
        if (Secret.looksLike(KeyKind.KEY, text)) {
            return secret(KeyKind.KEY, text, Via.KEY);
        }
        if (tokens != null && text.length() <= LONGEST) {
            return tokens.judge(text);
        }
        return new Identity.Wrong(Via.TOKEN, "malformed", "", "That is no key of this service.");
    }

    private Identity secret(KeyKind kind, String text, Via via) {
        Optional<Secret> secret = Secret.parse(kind, text);
        if (secret.isEmpty()) {
            return new Identity.Wrong(via, "malformed", "", advice(via));
        }
        return switch (keys.match(secret.get())) {
            case KeyRing.Match.Active(StoredKey key) ->
                    new Identity.Known(
                            new Caller("key:" + key.id(), Scope.named(key.scopes())),
                            key.name(),
                            via);
            case KeyRing.Match.Refused(String reason, String id) ->
                    new Identity.Wrong(via, reason, "key:" + id, advice(via));
        };
    }

    private static String advice(Via via) {
        return via == Via.SESSION
                ? "This browser's invitation is no longer in force; ask for a new one."
                : "The key is unknown, expired or revoked.";
    }
}
