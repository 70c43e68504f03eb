package io.floracare.gateway.auth;

import io.floracare.config.AuthSettings;
import io.floracare.config.EdgeSettings;
import io.floracare.config.JwtSettings;
import io.floracare.config.SecuritySettings;
import io.floracare.gateway.audit.AuditLog;
import io.floracare.gateway.auth.edge.ClientAddresses;
import io.floracare.gateway.auth.edge.Origins;
import io.floracare.gateway.auth.jwt.TokenVerifier;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyRing;
import io.floracare.gateway.auth.key.KeyStore;
import io.javalin.http.Context;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a guard out of settings.
 *
 * @param settings what guards the gateway
 * @param host address that the gateway listens on
 * @param clock for expiry and the audit's times
 * @param nanoTime for limits, as {@link System#nanoTime}
 * @param random makes the secrets of sessions
 * @param registry to which the guard's counters are added
 * @param audit gets every request for a guarded route; closed by the guard
 * @param traceId of a request
 */
public record GuardSetup(
        SecuritySettings settings,
        String host,
        Clock clock,
        LongSupplier nanoTime,
        SecureRandom random,
        CollectorRegistry registry,
        AuditLog audit,
        Function<Context, String> traceId) {
    private static final Logger LOG = LoggerFactory.getLogger(GuardSetup.class);

    /** What became of it. */
    public sealed interface Outcome {
        /** It stands. */
        record Ready(Protection protection) implements Outcome {}

        /**
         * The gateway must not start.
         *
         * @param problem a sentence: what is wrong and what to do
         */
        record Refused(String problem) implements Outcome {}
    }

    /** Reads the files that the settings name. */
    public Outcome build() {
        KeyFile file = new KeyFile(settings.auth().keysFile());
        Access access = Access.of(settings.auth(), host);
        if (access == Access.CLOSED && !file.exists() && settings.auth().jwt() == null) {
            return new Outcome.Refused(withoutAuthentication());
        }
        try {
            return new Outcome.Ready(protection(access, file));
        } catch (IOException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Protection protection(Access access, KeyFile file) throws IOException {
        EdgeSettings edge = settings.edge();
        boolean secure =
                settings.tls().files() != null
                        || (edge.publicUrl() != null
                                && "https".equals(edge.publicUrl().getScheme()));
        KeyRing keys = KeyRing.open(file, clock);
        KeyStore store = new KeyStore(file, clock, random);
        SessionCookie cookie = new SessionCookie(secure);
        LOG.atInfo()
                .addKeyValue("access", access)
                .addKeyValue("keys", keys.active())
                .addKeyValue("tokens", settings.auth().jwt() != null)
                .log("Gateway is guarded");
        Guard guard =
                new Guard(
                        new Guard.Parts(
                                access,
                                new Authenticator(keys, tokens(), cookie),
                                new ClientAddresses(edge.trustedProxies(), edge.forwarded()),
                                new Origins(edge.publicUrl(), edge.corsOrigins()),
                                new Limits(settings.limits(), nanoTime),
                                new SecurityHeaders(secure, settings.tls().hsts()),
                                new GuardMetrics(registry),
                                audit,
                                clock,
                                nanoTime,
                                traceId));
        return new Protection(
                guard,
                new Sessions(guard, store, cookie),
                new Invitations(guard, store, cookie, clock));
    }

    private Authenticator.@Nullable Tokens tokens() throws IOException {
        @Nullable JwtSettings jwt = settings.auth().jwt();
        return jwt == null ? null : new JwtTokens(TokenVerifier.open(jwt, clock));
    }

    private String withoutAuthentication() {
        AuthSettings auth = settings.auth();
        String where =
                Access.isLoopback(host)
                        ? "authentication is required"
                        : "the gateway listens on " + host + ", which others can reach";
        return where
                + ", but nobody could authenticate: there is no keys file "
                + auth.keysFile()
                + " and no auth.jwt.issuer; make a key with ./floracare keys create --name NAME --set"
                + " auth.keys.file="
                + auth.keysFile()
                + ", set auth.jwt.*, or set auth.mode=off if everybody who can reach it may use"
                + " it";
    }
}
