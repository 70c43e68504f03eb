/** What tests of several packages share: child processes, a broker in a process of its own. */
@NullMarked
package io.floracare.testing;

import org.jspecify.annotations.NullMarked;
