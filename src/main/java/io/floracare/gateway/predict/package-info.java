/**
 * Images in: the route that waits for the answer and the one that does not, how many are admitted,
 * and answers that are given again.
 */
@NullMarked
package io.floracare.gateway.predict;

import org.jspecify.annotations.NullMarked;
