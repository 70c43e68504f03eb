package io.floracare.gateway.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** Somebody who issues tokens, with a key of its own. */
public final class Issuer {
    public static final String NAME = "https://issuer.example";
    public static final String AUDIENCE = "floracare";

    private final RSAKey key;
    private final Instant now;

    private Issuer(RSAKey key, Instant now) {
        this.key = key;
        this.now = now;
    }

    public static Issuer create(String keyId, Instant now) {
        try {
            return new Issuer(new RSAKeyGenerator(2048).keyID(keyId).generate(), now);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey key() {
        return key;
    }

    /** Its JSON Web Key Set. */
    public String keySet() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** Claims that count: 5 minutes from now on. */
    public JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("ana")
                .claim("scope", "openid predict")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    /** A token with these claims, signed as it should be. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return token(change, header -> header);
    }

    public String token(
            UnaryOperator<JWTClaimsSet.Builder> change, UnaryOperator<JWSHeader.Builder> head) {
        JWSHeader.Builder header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID());
        SignedJWT token = new SignedJWT(head.apply(header).build(), change.apply(claims()).build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
