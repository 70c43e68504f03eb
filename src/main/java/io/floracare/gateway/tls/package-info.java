/** TLS for the gateway from PEM files that are re-read when they change. */
@NullMarked
package io.floracare.gateway.tls;

import org.jspecify.annotations.NullMarked;
