package io.floracare.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose JSON Web Tokens count.
 *
 * @param issuer what {@code iss} must be
 * @param audiences of which {@code aud} must hold one; not empty
 * @param keys where the issuer's public keys are
 * @param algorithms JWS names of the signature algorithms that count; asymmetric, not empty
 * @param clockSkew how far the issuer's clock may be off
 */
public record JwtSettings(
        String issuer,
        Set<String> audiences,
        Keys keys,
        Set<String> algorithms,
        Duration clockSkew) {
    private static final Set<String> KNOWN =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /** Where a JSON Web Key Set is. */
    public sealed interface Keys {
        /** Fetched from the issuer; https, or http from loopback. */
        record Remote(URI address) implements Keys {}

        /** Read from a file, which is re-read when it changes. */
        record Local(Path file) implements Keys {}
    }

    static final Setting<Optional<String>> ISSUER =
            Setting.of(
                    "auth.jwt.issuer",
                    Parsers.optional(Parsers.text()),
                    "",
                    "Accept JSON Web Tokens whose iss is exactly this.");
    static final Setting<List<String>> AUDIENCE =
            Setting.of(
                    "auth.jwt.audience",
                    Parsers.list(Parsers.text()),
                    "",
                    "What a token's aud must hold, one of several separated by commas.");
    static final Setting<Optional<Keys>> KEYS =
            Setting.of(
                    "auth.jwt.jwks",
                    Parsers.optional(JwtSettings::keys),
                    "",
                    "The issuer's public keys, a JSON Web Key Set: an https address (http on"
                            + " loopback only) or a file, which is re-read when it changes.");
    static final Setting<List<String>> ALGORITHMS =
            Setting.of(
                    "auth.jwt.algorithms",
                    Parsers.list(
                            Parsers.matching(
                                    Pattern.compile(String.join("|", KNOWN)),
                                    "expected RS256, PS256, ES256 or their 384 and 512 variants")),
                    "RS256,PS256,ES256",
                    "Signature algorithms that count. Only asymmetric ones can be named: a public"
                            + " key never becomes a shared secret.");
    static final Setting<Duration> CLOCK_SKEW =
            Setting.of(
                    "auth.jwt.clock.skew",
                    Parsers.duration(Duration.ZERO, Duration.ofMinutes(5)),
                    "30s",
                    "How far the issuer's clock may be off.");
    static final List<Setting<?>> ALL = List.of(ISSUER, AUDIENCE, KEYS, ALGORITHMS, CLOCK_SKEW);

    public JwtSettings {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        if (issuer.isBlank() || audiences.isEmpty() || algorithms.isEmpty()) {
            throw new IllegalArgumentException("tokens need an issuer, audiences and algorithms");
        }
        if (!KNOWN.containsAll(algorithms)) {
            throw new IllegalArgumentException("not among the algorithms: " + algorithms);
        }
    }

    static @Nullable JwtSettings from(Values values) {
        Optional<String> issuer = values.get(ISSUER);
        List<String> audiences = values.get(AUDIENCE);
        Optional<Keys> keys = values.get(KEYS);
        List<String> algorithms = values.get(ALGORITHMS);
        Duration skew = values.get(CLOCK_SKEW);
        if (issuer.isEmpty() && audiences.isEmpty() && keys.isEmpty()) {
            return null;
        }
        if (issuer.isEmpty() || audiences.isEmpty() || keys.isEmpty() || algorithms.isEmpty()) {
            values.problem(
                    "auth.jwt.issuer, auth.jwt.audience and auth.jwt.jwks belong together, and"
                            + " auth.jwt.algorithms must not be empty: without one of them a token"
                            + " for somebody else would count here");
            return null;
        }
        return new JwtSettings(
                issuer.get(), Set.copyOf(audiences), keys.get(), Set.copyOf(algorithms), skew);
    }

    private static Keys keys(String text) {
        if (!text.contains("://")) {
            return new Keys.Local(Parsers.path().parse(text));
        }
        URI address = Parsers.httpAddress().parse(text);
        if (address.getScheme().equals("http") && !isLoopback(address.getHost())) {
            throw new IllegalArgumentException(
                    "expected https: whoever could change these keys on the way could sign any"
                            + " token");
        }
        return new Keys.Remote(address);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
