/**
 * Servers that run inside the process, for the demo and the tests: nothing to install. Real ones,
 * not simulations.
 */
@NullMarked
package io.floracare.embedded;

import org.jspecify.annotations.NullMarked;
