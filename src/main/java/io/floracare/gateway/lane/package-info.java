/**
 * The gateway's side of Kafka: images onto the lanes, replies and results back, what waits in front
 * of the classifiers.
 */
@NullMarked
package io.floracare.gateway.lane;

import org.jspecify.annotations.NullMarked;
