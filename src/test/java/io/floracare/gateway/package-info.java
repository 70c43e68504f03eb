@NullMarked
package io.floracare.gateway;

import org.jspecify.annotations.NullMarked;
