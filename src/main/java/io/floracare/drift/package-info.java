/**
 * Says when the data or the model's accuracy has changed: what a baseline expects, what a window of
 * event time holds, the verdict on it, and alerts. Everything here is a pure function of the
 * records: no clock, no broker; the same records give the same bits in any order and partitioning.
 */
@NullMarked
package io.floracare.drift;

import org.jspecify.annotations.NullMarked;
