/** Images out of request bodies, as they arrive, with every size and time bounded. */
@NullMarked
package io.floracare.gateway.upload;

import org.jspecify.annotations.NullMarked;
