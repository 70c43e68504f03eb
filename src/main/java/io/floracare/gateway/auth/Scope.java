package io.floracare.gateway.auth;

import io.javalin.security.RouteRole;

/**
 * What a caller may do. A route names the scopes of which a caller needs one; a route without any
 * is public.
 */
public enum Scope implements RouteRole {
    /** Send images and see their results. */
    PREDICT,
    /** See everybody's results. */
    READ,
    /** See the state of the service, its metrics and drift reports; includes the other two. */
    ADMIN
}
