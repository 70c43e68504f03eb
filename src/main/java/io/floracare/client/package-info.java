/**
 * Kafka tools for people: images in, results out, dead letters looked at and replayed. Knows
 * nothing of terminals.
 */
@NullMarked
package io.floracare.client;

import org.jspecify.annotations.NullMarked;
