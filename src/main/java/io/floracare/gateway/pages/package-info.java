/**
 * The two pages, for growers and for engineers, and everything that they load, served from the
 * class path. Nothing in them comes from another origin.
 */
@NullMarked
package io.floracare.gateway.pages;

import org.jspecify.annotations.NullMarked;
