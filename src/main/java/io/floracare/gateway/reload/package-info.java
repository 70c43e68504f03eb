/** Files that are re-read when they change, and kept as they were when the change is unusable. */
@NullMarked
package io.floracare.gateway.reload;

import org.jspecify.annotations.NullMarked;
