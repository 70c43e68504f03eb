/**
 * Draws leaves: seeded pictures, healthy and diseased, of any size, that stand in for photos where
 * there are none. They resemble leaves, not diseases: no answer about one means anything.
 */
@NullMarked
package io.floracare.drawing;

import org.jspecify.annotations.NullMarked;
