/**
 * Errors of the HTTP interface as RFC 9457 problem documents: what went wrong, where, and what to
 * do.
 */
@NullMarked
package io.floracare.gateway.problem;

import org.jspecify.annotations.NullMarked;
