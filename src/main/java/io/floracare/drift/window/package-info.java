/**
 * Windows of event time, in two stages that know nothing of Kafka. A shard holds the photos of some
 * devices and sums each window up; a merger adds the shards' sums, which commute, and judges them.
 * The same photos give the same reports however they were split over shards and in whatever order
 * they came. What both must remember is in a {@link io.floracare.drift.window.ByteStore}.
 */
@NullMarked
package io.floracare.drift.window;

import org.jspecify.annotations.NullMarked;
