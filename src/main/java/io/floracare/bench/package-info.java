/**
 * What an image costs on this machine without Kafka: the engine alone, and the whole path in one
 * process.
 */
@NullMarked
package io.floracare.bench;

import org.jspecify.annotations.NullMarked;
