/**
 * How the product is run: its image, docker-compose.yml and what a real Prometheus makes of its
 * metrics.
 */
@NullMarked
package io.floracare.operation;

import org.jspecify.annotations.NullMarked;
