/**
 * The drift aggregator as a Kafka Streams application: features are routed by device to shards,
 * their sums by segment to mergers, and labels are joined with results. Exactly once; all state is
 * in stores with changelogs.
 */
@NullMarked
package io.floracare.drift.stream;

import org.jspecify.annotations.NullMarked;
