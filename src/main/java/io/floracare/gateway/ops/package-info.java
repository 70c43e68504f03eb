/**
 * The figures of the engineers' page: what the results of the last minute say about throughput,
 * latency, outcomes and models.
 */
@NullMarked
package io.floracare.gateway.ops;

import org.jspecify.annotations.NullMarked;
