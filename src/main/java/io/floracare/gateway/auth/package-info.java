/**
 * Who may do what over HTTP: API keys, JSON Web Tokens, invited browsers, their scopes and limits,
 * and the audit log.
 */
@NullMarked
package io.floracare.gateway.auth;

import org.jspecify.annotations.NullMarked;
