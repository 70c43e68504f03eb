/** Counts requests and refusals against rates, in a bounded number of token buckets. */
@NullMarked
package io.floracare.gateway.auth.limit;

import org.jspecify.annotations.NullMarked;
