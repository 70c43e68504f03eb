package io.floracare.gateway.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.floracare.config.JwtSettings;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON Web Tokens (RFC 7519, RFC 8725): signed with one of the allowed asymmetric algorithms
 * by a key of the issuer's that is meant for it, with its {@code iss}, one of our audiences, {@code
 * exp} and {@code sub}. Keys that a token brings or points to ({@code jwk}, {@code jku}, {@code
 * x5c}, {@code x5u}) count nothing. Safe for any thread.
 */
public final class TokenVerifier {
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private TokenVerifier(JwtSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWTClaimsSetVerifier(new Claims(settings, clock));
    }

    /**
     * Prepares to check tokens.
     *
     * @throws IOException if the issuer's keys are to be in a file and are not
     */
    public static TokenVerifier open(JwtSettings settings, Clock clock) throws IOException {
        JWKSource<SecurityContext> keys =
                switch (settings.keys()) {
                    case JwtSettings.Keys.Local local -> LocalKeys.open(local.file());
                    case JwtSettings.Keys.Remote remote ->
                            new RemoteKeys(
                                    new HttpKeyFetch(remote.address(), FETCH_TIMEOUT), clock);
                };
        return new TokenVerifier(settings, keys, clock);
    }

    static TokenVerifier of(JwtSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
        return new TokenVerifier(settings, keys, clock);
    }

    /** What a token came to. */
    public sealed interface Outcome {
        /**
         * It is in force.
         *
         * @param subject whose it is: 1 to 200 visible ASCII characters
         * @param scopes names of what its bearer may do
         */
        record Verified(String subject, Set<String> scopes) implements Outcome {
            public Verified {
                scopes = Set.copyOf(scopes);
            }
        }

        /**
         * It is not.
         *
         * @param reason a word for logs and metrics: malformed, signature, expired, claims,
         *     unacceptable
         */
        record Rejected(String reason) implements Outcome {}

        /** The issuer's keys cannot be had. */
        record Unavailable() implements Outcome {}
    }

    /** Checks a token. */
    public Outcome verify(String token) {
        JWTClaimsSet claims;
        try {
            claims = processor.process(token, null);
        } catch (ParseException e) {
            return new Outcome.Rejected("malformed");
        } catch (BadJWSException e) {
            return new Outcome.Rejected("signature");
        } catch (ExpiredJWTException e) {
            return new Outcome.Rejected("expired");
        } catch (BadJWTException e) {
            return new Outcome.Rejected("claims");
        } catch (BadJOSEException e) {
            return new Outcome.Rejected("unacceptable");
        } catch (JOSEException e) {
            return new Outcome.Unavailable();
        }
        String subject = claims.getSubject();
        return SUBJECT.matcher(subject).matches()
                ? new Outcome.Verified(subject, scopes(claims))
                : new Outcome.Rejected("claims");
    }

    /** RFC 8693 has {@code scope}, a text with spaces; others write {@code scp} or lists. */
    private static Set<String> scopes(JWTClaimsSet claims) {
        Set<String> scopes = new HashSet<>();
        for (String name : new String[] {"scope", "scp"}) {
            @Nullable Object value = claims.getClaim(name);
            if (value instanceof String text) {
                scopes.addAll(Arrays.asList(text.split(" +", -1)));
            } else if (value instanceof Collection<?> list) {
                list.forEach(each -> scopes.add(String.valueOf(each)));
            }
        }
        return scopes;
    }

    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Claims(JwtSettings settings, Clock clock) {
            super(
                    settings.audiences(),
                    new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                    Set.of("exp", "sub"),
                    null);
            setMaxClockSkew(Math.toIntExact(settings.clockSkew().toSeconds()));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
