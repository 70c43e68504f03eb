/**
 * The classification topology: image records in; one result, one feature record, and where they
 * apply a reply and a dead letter out. Everything is computed before anything is forwarded.
 */
@NullMarked
package io.floracare.classify;

import org.jspecify.annotations.NullMarked;
