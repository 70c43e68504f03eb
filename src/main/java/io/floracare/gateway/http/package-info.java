/**
 * What every request has in common, whatever it is for: trace context, problem documents, the
 * access log, bounds on connections, headers and bodies.
 */
@NullMarked
package io.floracare.gateway.http;

import org.jspecify.annotations.NullMarked;
