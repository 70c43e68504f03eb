/**
 * Statistics of drift on integer counts: fixed-edge histograms that merge in any order to the same
 * bits, tests with calibrated tails on clustered counts, effect sizes, multiple testing, change
 * detectors and calibration. Pure: no clock, no I/O, and randomness only where a generator is
 * passed in.
 */
@NullMarked
package io.floracare.drift.stats;

import org.jspecify.annotations.NullMarked;
