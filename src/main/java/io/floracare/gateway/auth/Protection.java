package io.floracare.gateway.auth;

/**
 * What protects a gateway.
 *
 * @param guard in front of all routes
 * @param sessions who a page's user is
 * @param invitations how growers get in
 */
public record Protection(Guard guard, Sessions sessions, Invitations invitations) {}
