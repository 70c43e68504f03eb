/** Whole processes against a real broker. */
@NullMarked
package io.floracare.app;

import org.jspecify.annotations.NullMarked;
