/**
 * The HTTP gateway: publishes images to the topics, waits for replies on its own reply partition,
 * and serves results, documents and pages. It holds no model: everything that it answers came from
 * a topic.
 */
@NullMarked
package io.floracare.gateway;

import org.jspecify.annotations.NullMarked;
