/** Checks JSON Web Tokens against the issuer's public keys. */
@NullMarked
package io.floracare.gateway.auth.jwt;

import org.jspecify.annotations.NullMarked;
