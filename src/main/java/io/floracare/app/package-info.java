/**
 * Composition roots: the only place that knows adapters. Each class here is one process's parts put
 * together.
 */
@NullMarked
package io.floracare.app;

import org.jspecify.annotations.NullMarked;
