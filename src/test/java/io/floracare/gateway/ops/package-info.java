/** Tests of the engineers' figures. */
@NullMarked
package io.floracare.gateway.ops;

import org.jspecify.annotations.NullMarked;
