package io.floracare.gateway.auth.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;

/** Reads JSON Web Key Sets. */
final class KeySets {
    private static final int LEAST_RSA_BITS = 2048;

    private KeySets() {}

    /**
     * The public keys of a set that may be used here. Shared secrets are left out, and RSA keys
     * that are too short.
     *
     * @throws IOException if there are none
     */
    static JWKSet read(byte[] bytes) throws IOException {
        List<JWK> usable;
        try {
            usable =
                    JWKSet.parse(new String(bytes, StandardCharsets.UTF_8))
                            .toPublicJWKSet()
                            .getKeys()
                            .stream()
                            .filter(KeySets::isStrong)
                            .toList();
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("that is no JSON Web Key Set: " + e.getMessage(), e);
        }
        if (usable.isEmpty()) {
            throw new IOException("the JSON Web Key Set has no public key of 2048 bits RSA or EC");
        }
        return new JWKSet(usable);
    }

    private static boolean isStrong(JWK key) {
        return !(key instanceof RSAKey rsa) || rsa.size() >= LEAST_RSA_BITS;
    }
}
