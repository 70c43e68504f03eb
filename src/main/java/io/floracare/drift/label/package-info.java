/**
 * What labels say of a model's answers: the join of the two, whichever came first, and the realised
 * accuracy of a period. Knows nothing of Kafka.
 */
@NullMarked
package io.floracare.drift.label;

import org.jspecify.annotations.NullMarked;
