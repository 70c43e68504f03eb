/**
 * What a model package is, how it is verified and cached, and the port of the store it comes from.
 */
@NullMarked
package io.floracare.model;

import org.jspecify.annotations.NullMarked;
