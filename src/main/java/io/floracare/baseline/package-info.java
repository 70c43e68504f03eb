/**
 * Makes drift baselines: of photos, on the very path that classifies records, or of a stretch of
 * {@code leaf-features}; and keeps them in model packages, one for each variant.
 */
@NullMarked
package io.floracare.baseline;

import org.jspecify.annotations.NullMarked;
