/** Who did what over HTTP, when and with what outcome, as JSON lines. */
@NullMarked
package io.floracare.gateway.audit;

import org.jspecify.annotations.NullMarked;
