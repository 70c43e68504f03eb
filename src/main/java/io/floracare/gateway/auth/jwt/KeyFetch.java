package io.floracare.gateway.auth.jwt;

import java.io.IOException;

/** Gets the issuer's keys from where they are. */
@FunctionalInterface
interface KeyFetch {
    /**
     * The bytes of a JSON Web Key Set.
     *
     * @throws IOException if they cannot be had; the message says why
     */
    byte[] get() throws IOException;
}
