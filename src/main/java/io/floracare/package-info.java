/** FloraCare classifies leaf photos that arrive on Kafka. */
@NullMarked
package io.floracare;

import org.jspecify.annotations.NullMarked;
