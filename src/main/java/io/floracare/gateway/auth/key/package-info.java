/**
 * API keys, invitations and sessions: their secrets, the file that keeps their hashes, and the
 * changes to it.
 */
@NullMarked
package io.floracare.gateway.auth.key;

import org.jspecify.annotations.NullMarked;
