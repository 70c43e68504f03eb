/**
 * Whether the process lives and is ready, as data, and the HTTP server that says so and shows the
 * metrics. Depends on nothing else of the product.
 */
@NullMarked
package io.floracare.health;

import org.jspecify.annotations.NullMarked;
