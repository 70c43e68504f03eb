/** Tests of the drawings. */
@NullMarked
package io.floracare.drawing;

import org.jspecify.annotations.NullMarked;
