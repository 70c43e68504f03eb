/**
 * Drift scores on raw samples as Evidently 0.7 computes them, for people who compare. They are
 * shown beside the product's own tests and never alert: at their default thresholds they are not
 * calibrated.
 */
@NullMarked
package io.floracare.drift.evidently;

import org.jspecify.annotations.NullMarked;
