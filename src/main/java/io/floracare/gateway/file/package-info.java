/**
 * Files that are re-read when they change, and kept as they were when the change is unusable; files
 * that are for their owner alone.
 */
@NullMarked
package io.floracare.gateway.file;

import org.jspecify.annotations.NullMarked;
