/** Tests of decoding and preprocessing. */
@NullMarked
package io.floracare.image;

import org.jspecify.annotations.NullMarked;
