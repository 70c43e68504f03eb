/** Where a request comes from: the client's address behind proxies, the page that sent it. */
@NullMarked
package io.floracare.gateway.auth.edge;

import org.jspecify.annotations.NullMarked;
