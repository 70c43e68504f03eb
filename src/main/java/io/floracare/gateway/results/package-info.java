/**
 * Results of past images: the port that they are asked of, a bounded window of recent ones behind
 * it, and the routes that serve them.
 */
@NullMarked
package io.floracare.gateway.results;

import org.jspecify.annotations.NullMarked;
