/**
 * What the classifier measures of itself: a port that the topology calls, and its Prometheus form.
 * Depends on the enumerations of {@code message} alone.
 */
@NullMarked
package io.floracare.telemetry;

import org.jspecify.annotations.NullMarked;
