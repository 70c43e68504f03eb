package io.floracare.gateway.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.floracare.config.JwtSettings;
import io.floracare.gateway.auth.MovingClock;
import io.floracare.gateway.auth.jwt.TokenVerifier.Outcome;
import io.floracare.gateway.auth.jwt.TokenVerifier.Outcome.Rejected;
import io.floracare.gateway.auth.jwt.TokenVerifier.Outcome.Verified;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenVerifierTest {
    private static final String START = "2030-01-01T00:00:00Z";
    private static Issuer issuer;
    private static Issuer stranger;

    @TempDir Path folder;
    private final MovingClock clock = new MovingClock(START);
    private TokenVerifier verifier;

    @BeforeAll
    static void keys() {
        issuer = Issuer.create("one", new MovingClock(START).instant());
        stranger = Issuer.create("one", new MovingClock(START).instant());
    }

    @BeforeEach
    void open() throws IOException {
        verifier = verifier(issuer.keySet());
    }

    @Test
    void a_token_of_the_issuer_counts_with_its_scopes() {
        assertThat(verify(claims -> claims))
                .isEqualTo(new Verified("ana", Set.of("openid", "predict")));
    }

    @Test
    void scopes_may_be_in_scp_and_be_lists() {
        assertThat(verify(claims -> claims.claim("scope", null).claim("scp", "read")))
                .isEqualTo(new Verified("ana", Set.of("read")));
        assertThat(verify(claims -> claims.claim("scope", List.of("read", "admin"))))
                .isEqualTo(new Verified("ana", Set.of("read", "admin")));
    }

    @Test
    void one_of_several_audiences_suffices() {
        assertThat(verify(claims -> claims.audience(List.of("other", Issuer.AUDIENCE))))
                .isInstanceOf(Verified.class);
    }

    @Test
    void a_token_for_somebody_else_is_rejected() {
        assertThat(verify(claims -> claims.audience("other"))).isEqualTo(new Rejected("claims"));
        assertThat(verify(claims -> claims.audience((String) null)))
                .isEqualTo(new Rejected("claims"));
    }

    @Test
    void a_token_of_another_issuer_is_rejected() {
        assertThat(verify(claims -> claims.issuer("https://issuer.example.evil")))
                .isEqualTo(new Rejected("claims"));
        assertThat(verify(claims -> claims.issuer(null))).isEqualTo(new Rejected("claims"));
    }

    @Test
    void a_token_without_an_end_is_rejected() {
        assertThat(verify(claims -> claims.expirationTime(null))).isEqualTo(new Rejected("claims"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "größe"})
    void a_token_without_a_plain_subject_is_rejected(String subject) {
        assertThat(verify(claims -> claims.subject(subject))).isEqualTo(new Rejected("claims"));
        assertThat(verify(claims -> claims.subject(null))).isEqualTo(new Rejected("claims"));
    }

    @Test
    void an_expired_token_is_rejected_after_the_clock_skew() {
        String token = issuer.token(claims -> claims);

        clock.advance(Duration.ofSeconds(329));
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        clock.advance(Duration.ofSeconds(2));
        assertThat(verifier.verify(token)).isEqualTo(new Rejected("expired"));
    }

    @Test
    void a_token_that_is_not_yet_valid_is_rejected_before_the_clock_skew() {
        assertThat(verify(claims -> claims.notBeforeTime(in(31))))
                .isEqualTo(new Rejected("claims"));
        assertThat(verify(claims -> claims.notBeforeTime(in(29)))).isInstanceOf(Verified.class);
    }

    @Test
    void a_forged_signature_is_rejected() {
        String token = issuer.token(claims -> claims);
        String[] parts = token.split("\\.", -1);
        String more =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                issuer.claims()
                                        .claim("scope", "admin")
                                        .build()
                                        .toString()
                                        .getBytes(StandardCharsets.UTF_8));

        assertThat(verifier.verify(parts[0] + "." + more + "." + parts[2]))
                .isEqualTo(new Rejected("signature"));
        assertThat(verifier.verify(parts[0] + "." + parts[1] + ".")).isInstanceOf(Rejected.class);
        assertThat(verifier.verify(stranger.token(claims -> claims)))
                .isEqualTo(new Rejected("signature"));
    }

    @Test
    void an_unsigned_token_is_rejected() {
        String unsigned = new PlainJWT(issuer.claims().build()).serialize();

        assertThat(verifier.verify(unsigned)).isEqualTo(new Rejected("unacceptable"));
        assertThat(verifier.verify(unsigned + "AAAA")).isInstanceOf(Rejected.class);
    }

    /** The classic: the public key, which everybody has, taken for a shared secret. */
    @ParameterizedTest
    @ValueSource(strings = {"PEM", "DER", "modulus"})
    void the_public_key_is_no_shared_secret(String form) throws JOSEException {
        byte[] der = issuer.key().toRSAPublicKey().getEncoded();
        byte[] secret =
                switch (form) {
                    case "PEM" ->
                            ("-----BEGIN PUBLIC KEY-----\n"
                                            + Base64.getMimeEncoder().encodeToString(der)
                                            + "\n-----END PUBLIC KEY-----\n")
                                    .getBytes(StandardCharsets.US_ASCII);
                    case "DER" -> der;
                    default -> issuer.key().getModulus().decode();
                };
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS512)) {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm).keyID("one").build(),
                            issuer.claims().build());
            token.sign(new MACSigner(secret));

            assertThat(verifier.verify(token.serialize())).isEqualTo(new Rejected("unacceptable"));
        }
    }

    @Test
    void a_shared_secret_among_the_issuers_keys_counts_nothing() throws IOException, JOSEException {
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).keyID("shared").generate();
        TokenVerifier careless =
                verifier(new JWKSet(List.of(secret, issuer.key())).toString(false));
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("shared").build(),
                        issuer.claims().build());
        token.sign(new MACSigner(secret));

        assertThat(careless.verify(token.serialize())).isEqualTo(new Rejected("unacceptable"));
        assertThat(careless.verify(issuer.token(claims -> claims))).isInstanceOf(Verified.class);
    }

    @Test
    void an_algorithm_that_is_not_listed_is_rejected() throws IOException, JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_521).keyID("ec").generate();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES512).keyID("ec").build(),
                        issuer.claims().build());
        token.sign(new ECDSASigner(key));
        String keySet = new JWKSet(key.toPublicJWK()).toString();

        assertThat(verifier(keySet).verify(token.serialize()))
                .isEqualTo(new Rejected("unacceptable"));
        assertThat(verifier(keySet, "ES512").verify(token.serialize()))
                .isInstanceOf(Verified.class);
    }

    @Test
    void keys_that_a_token_brings_or_points_to_count_nothing() throws JOSEException {
        URI own = URI.create("http://127.0.0.1:9/jwks.json");
        UnaryOperator<JWSHeader.Builder> pointing =
                header -> header.jwk(stranger.key().toPublicJWK()).jwkURL(own).x509CertURL(own);

        assertThat(verifier.verify(stranger.token(claims -> claims, pointing)))
                .isEqualTo(new Rejected("signature"));
        assertThat(verifier.verify(issuer.token(claims -> claims, pointing)))
                .isInstanceOf(Verified.class);
    }

    @Test
    void an_unknown_key_is_rejected() {
        assertThat(verifier.verify(issuer.token(claims -> claims, header -> header.keyID("two"))))
                .isEqualTo(new Rejected("unacceptable"));
    }

    @Test
    void a_token_of_another_type_is_rejected() {
        assertThat(
                        verifier.verify(
                                issuer.token(
                                        claims -> claims,
                                        header -> header.type(new JOSEObjectType("logout+jwt")))))
                .isEqualTo(new Rejected("unacceptable"));
    }

    @Test
    void a_header_that_must_be_understood_and_is_not_rejects() {
        String token =
                issuer.token(
                        claims -> claims,
                        header -> header.criticalParams(Set.of("exp")).customParam("exp", 1));

        assertThat(verifier.verify(token)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "ey", "\u0000.\u0000.\u0000"})
    void nonsense_is_rejected(String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Rejected.class);
    }

    @Test
    void a_short_rsa_key_counts_nothing() throws JOSEException {
        String keySet =
                new JWKSet(new RSAKeyGenerator(1024, true).keyID("weak").generate().toPublicJWK())
                        .toString();

        assertThatThrownBy(() -> verifier(keySet))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2048");
    }

    @Test
    void keys_in_a_file_are_re_read_when_it_changes() throws IOException {
        Path file = folder.resolve("jwks.json");
        String token = stranger.token(claims -> claims);
        assertThat(verifier.verify(token)).isInstanceOf(Rejected.class);

        Files.writeString(file, stranger.keySet());
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        Files.writeString(file, "{\"keys\": [");
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
    }

    private Outcome verify(UnaryOperator<JWTClaimsSet.Builder> change) {
        return verifier.verify(issuer.token(change));
    }

    private Date in(int seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    private TokenVerifier verifier(String keySet, String... algorithms) throws IOException {
        Path file = Files.writeString(folder.resolve("jwks.json"), keySet);
        return TokenVerifier.open(
                new JwtSettings(
                        Issuer.NAME,
                        Set.of(Issuer.AUDIENCE),
                        new JwtSettings.Keys.Local(file),
                        algorithms.length == 0
                                ? Set.of("RS256", "PS256", "ES256")
                                : Set.of(algorithms),
                        Duration.ofSeconds(30)),
                clock);
    }
}
